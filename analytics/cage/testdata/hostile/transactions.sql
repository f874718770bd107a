-- begin | refused
BEGIN
-- begin-read-write | refused
BEGIN TRANSACTION READ WRITE
-- start | refused
START TRANSACTION
-- commit | refused
COMMIT
-- rollback | refused
ROLLBACK
-- abort | refused
ABORT
-- end | refused
END
-- checkpoint | refused
CHECKPOINT
-- force-checkpoint | refused
FORCE CHECKPOINT snapshot
-- checkpoint-function | refused
SELECT * FROM checkpoint()
-- force-checkpoint-function | refused
SELECT * FROM force_checkpoint('snapshot')
-- vacuum | refused
VACUUM
-- vacuum-analyze | refused
VACUUM ANALYZE body
-- analyze | refused
ANALYZE
-- savepoint | refused
SAVEPOINT a
-- lock | refused
LOCK TABLE body
-- for-update | refused
SELECT * FROM body FOR UPDATE
-- for-share | refused
SELECT * FROM body FOR SHARE NOWAIT
