-- The floor could pass an entry of a transaction that had begun later and written earlier than
-- another one: such an entry was never given a place in the tree. The floor goes back to before the
-- first of them, so that they are given places now, at the end.
UPDATE audit.tree
   SET floor = least(floor, (SELECT min(e.entry) - 1
                               FROM audit.entry e
                              WHERE NOT EXISTS (SELECT FROM audit.leaf l WHERE l.entry = e.entry)))
 WHERE size = (SELECT max(size) FROM audit.tree);
