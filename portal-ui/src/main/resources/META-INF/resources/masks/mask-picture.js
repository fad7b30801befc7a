/**
 * <mask-picture>: a picture of a camera on which areas are marked. Whoever does not draw has the list
 * of numbers beside it, which says and does the same.
 *
 * Attributes
 *   picture  address of the picture; without one the areas stand on a plain ground
 *   label    what it shows, for people who do not see it
 *
 * Properties
 *   areas    array of areas; each an array of numbers from 0 to 1, x and y in turn
 *
 * Events (bubble, cross shadow roots)
 *   mask-drawn  detail {left, top, right, bottom} in whole percent, after a rectangle was drawn
 */

const STYLE = new CSSStyleSheet();
STYLE.replaceSync(`
  :host { display: block; position: relative; aspect-ratio: 16 / 9; overflow: hidden; background: #444;
          border-radius: 8px; touch-action: pinch-zoom; cursor: crosshair; }
  :host([hidden]) { display: none; }
  img { display: block; width: 100%; height: 100%; object-fit: fill; user-select: none; pointer-events: none; }
  img:not([src]) { display: none; }
  svg { position: absolute; inset: 0; width: 100%; height: 100%; }
  polygon { fill: rgb(56 56 56 / 92%); stroke: #fff; stroke-width: 2px; vector-effect: non-scaling-stroke; }
  rect { fill: rgb(255 212 0 / 30%); stroke: #ffd400; stroke-width: 2px; vector-effect: non-scaling-stroke; }
`);

const SPACE = 'http://www.w3.org/2000/svg';
/** Smaller ones are a slip of the finger. */
const SMALLEST = 0.02;

class MaskPicture extends HTMLElement {
  static observedAttributes = ['picture', 'label'];

  #image;
  #drawing;
  #from = null;
  #rubber = null;
  #areas = [];

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [STYLE];
    this.#image = document.createElement('img');
    this.#image.alt = '';
    this.#image.addEventListener('load', () => {
      const { naturalWidth, naturalHeight } = this.#image;
      if (naturalWidth) this.style.aspectRatio = `${naturalWidth} / ${naturalHeight}`;
    });
    this.#drawing = document.createElementNS(SPACE, 'svg');
    this.#drawing.setAttribute('viewBox', '0 0 1 1');
    this.#drawing.setAttribute('preserveAspectRatio', 'none');
    this.#drawing.setAttribute('aria-hidden', 'true');
    root.append(this.#image, this.#drawing);
    this.addEventListener('pointerdown', (event) => this.#begin(event));
    this.addEventListener('pointermove', (event) => this.#stretch(event));
    this.addEventListener('pointerup', (event) => this.#finish(event));
    this.addEventListener('pointercancel', () => this.#drop());
  }

  connectedCallback() {
    this.setAttribute('role', 'img');
  }

  attributeChangedCallback(name, before, now) {
    if (name === 'label') this.setAttribute('aria-label', now ?? '');
    else if (now) this.#image.src = now;
    else this.#image.removeAttribute('src');
  }

  get areas() {
    return this.#areas;
  }

  set areas(areas) {
    this.#areas = areas ?? [];
    this.#drawing.querySelectorAll('polygon').forEach((old) => old.remove());
    for (const area of this.#areas) {
      const shape = document.createElementNS(SPACE, 'polygon');
      shape.setAttribute('points', area.join(' '));
      this.#drawing.append(shape);
    }
  }

  #place(event) {
    const box = this.getBoundingClientRect();
    const inside = (value) => Math.min(1, Math.max(0, value));
    return { x: inside((event.clientX - box.left) / box.width), y: inside((event.clientY - box.top) / box.height) };
  }

  #begin(event) {
    if (event.button !== 0 || !event.isPrimary) return;
    this.#from = this.#place(event);
    this.setPointerCapture(event.pointerId);
    this.#rubber = document.createElementNS(SPACE, 'rect');
    this.#drawing.append(this.#rubber);
  }

  #stretch(event) {
    if (!this.#from) return;
    const box = this.#box(this.#place(event));
    this.#rubber.setAttribute('x', box.left);
    this.#rubber.setAttribute('y', box.top);
    this.#rubber.setAttribute('width', box.right - box.left);
    this.#rubber.setAttribute('height', box.bottom - box.top);
  }

  #box(to) {
    const from = this.#from;
    return {
      left: Math.min(from.x, to.x), right: Math.max(from.x, to.x),
      top: Math.min(from.y, to.y), bottom: Math.max(from.y, to.y),
    };
  }

  #finish(event) {
    if (!this.#from) return;
    const box = this.#box(this.#place(event));
    this.#drop();
    if (box.right - box.left < SMALLEST || box.bottom - box.top < SMALLEST) return;
    // Outwards to whole percents: rather a little more than a little less.
    const detail = {
      left: Math.floor(box.left * 100), top: Math.floor(box.top * 100),
      right: Math.ceil(box.right * 100), bottom: Math.ceil(box.bottom * 100),
    };
    this.dispatchEvent(new CustomEvent('mask-drawn', { detail, bubbles: true, composed: true }));
  }

  #drop() {
    this.#rubber?.remove();
    this.#rubber = null;
    this.#from = null;
  }
}

if (!customElements.get('mask-picture')) customElements.define('mask-picture', MaskPicture);
