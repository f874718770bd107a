package doctor

import "gongkai/data"

// word is what is said of a code; what is a format for the finding's details.
type word struct {
	kind             Kind
	what, means, way data.Text
}

var (
	shown     = data.Text{ZH: "显示的数字不受影响", EN: "the numbers shown are not affected"}
	notShown  = data.Text{ZH: "看板重启后打不开，不显示任何数字；没有显示错误的数字", EN: "a server that starts shows nothing; nothing wrong is shown"}
	mendIt    = data.Text{ZH: "运行 gongkai doctor --mend", EN: "run gongkai doctor --mend"}
	fromSpare = data.Text{ZH: "从备份恢复（gongkai restore）", EN: "restore from a backup (gongkai restore)"}
)

// words says what each code means.
var words = map[string]word{
	"busy": {Note, data.Text{ZH: "另一个程序正在写入，未完成的文件不作判断", EN: "another program is writing; unfinished files are not judged"},
		shown, data.Text{ZH: "等它结束后再查", EN: "look again when it has ended"}},
	"folder_unwritable": {Damage, data.Text{ZH: "文件夹不可写", EN: "the folder cannot be written to"},
		data.Text{ZH: "已发布的数字照常显示，但不能载入新报告", EN: "what is published is shown, but nothing new can be loaded"},
		data.Text{ZH: "检查所有者、权限和挂载方式", EN: "check its owner, its permissions and how the disk is mounted"}},
	"disk_low": {Damage, data.Text{ZH: "磁盘只剩 %s，发布一个快照约需 %s", EN: "the disk has %s left; publishing a snapshot takes about %s"},
		data.Text{ZH: "已发布的数字照常显示，但下一次载入可能失败", EN: "what is published is shown, but the next ingest may fail"},
		data.Text{ZH: "用 gongkai prune --keep 3 清理旧快照，或扩容", EN: "remove old snapshots with gongkai prune --keep 3, or enlarge the disk"}},
	"leftover": {Leftover, data.Text{ZH: "被中断的程序留下的未完成文件", EN: "an unfinished file of an interrupted program"},
		shown, data.Text{ZH: "下一次载入会自动清除；也可运行 gongkai doctor --mend", EN: "the next ingest removes it, as does gongkai doctor --mend"}},
	"leftover_restore": {Leftover, data.Text{ZH: "被中断的恢复留下的文件夹", EN: "a folder of an interrupted restore"},
		shown, data.Text{ZH: "运行 gongkai doctor --mend 清除，再重新恢复", EN: "remove it with gongkai doctor --mend, and restore again"}},
	"former_store": {Note, data.Text{ZH: "恢复备份时移开的原数据目录", EN: "the store that a restore moved aside"},
		shown, data.Text{ZH: "确认不再需要后删除", EN: "delete it when it is no longer needed"}},
	"behind": {Note, data.Text{ZH: "当前快照依据归档清单的 %d 行，清单有 %d 行（退回之后，或载入被中断）", EN: "the current snapshot was built from %d lines of the archive's list, which has %d (after a rollback or an interrupted ingest)"},
		data.Text{ZH: "显示的是当前快照的数字，归档中较新的报告尚未显示", EN: "the current snapshot's numbers are shown, without what the archive got later"},
		data.Text{ZH: "下一次载入或 gongkai publish 会发布归档的最新状态", EN: "the next ingest, or gongkai publish, publishes the archive's newest state"}},
	"origin_unknown": {Note, data.Text{ZH: "当前快照的清单是重写的，不知道依据归档的哪些文件", EN: "the current snapshot's manifest was written anew and does not say from which files it was built"},
		shown, data.Text{ZH: "下一次载入或 gongkai publish 会重新发布", EN: "the next ingest, or gongkai publish, publishes anew"}},
	"never_published": {Leftover, data.Text{ZH: "归档中有文件，但还没有发布过快照", EN: "the archive has files, but nothing was ever published"},
		data.Text{ZH: "看板显示为空", EN: "the dashboard is empty"}, data.Text{ZH: "再次载入，或运行 gongkai publish", EN: "load again, or run gongkai publish"}},
	"log_left": {Damage, data.Text{ZH: "快照旁有写入日志（.wal）：有程序以可写方式打开过快照", EN: "a log of changes (.wal) lies beside a snapshot: some program opened it for writing"},
		data.Text{ZH: "DuckDB 会把日志内容叠加到快照上，因此拒绝打开该快照", EN: "DuckDB would read the log on top of the snapshot, which is therefore not opened"}, mendIt},
	"manifest_missing": {Damage, data.Text{ZH: "快照 %d 的清单丢失", EN: "the manifest of snapshot %d is lost"},
		data.Text{ZH: "无法确认该快照完好，因此不显示它的数字", EN: "it cannot be known that the snapshot is whole, so that it is not shown"}, mendIt},
	"manifest_damaged": {Damage, data.Text{ZH: "快照 %d 的清单损坏", EN: "the manifest of snapshot %d is damaged"},
		data.Text{ZH: "无法确认该快照完好，因此不显示它的数字", EN: "it cannot be known that the snapshot is whole, so that it is not shown"}, mendIt},
	"snapshot_missing": {Damage, data.Text{ZH: "快照 %d 的文件丢失，只剩清单", EN: "the file of snapshot %d is lost; its manifest is left"},
		data.Text{ZH: "不能再显示该快照；归档完好时，同样的报告可以重建", EN: "it cannot be shown again; from a whole archive the same reports can be built again"}, mendIt},
	"snapshot_truncated": {Damage, data.Text{ZH: "快照 %d 的文件有 %d 字节，应为 %d 字节", EN: "the file of snapshot %d has %d bytes instead of %d"},
		data.Text{ZH: "拒绝打开该快照，不会显示残缺的数字", EN: "it is not opened: no incomplete numbers are shown"}, mendIt},
	"snapshot_damaged": {Damage, data.Text{ZH: "快照 %d 的内容已改变（SHA-256 不符）", EN: "the content of snapshot %d has changed (SHA-256 differs)"},
		data.Text{ZH: "拒绝打开该快照，不会显示被改变的数字", EN: "it is not opened: no changed numbers are shown"}, mendIt},
	"snapshot_format": {Damage, data.Text{ZH: "当前快照 %d 是另一版程序的格式", EN: "snapshot %d, the current one, has the format of another program"},
		notShown, data.Text{ZH: "运行 gongkai publish 或 gongkai doctor --mend 从归档重建", EN: "build it again from the archive with gongkai publish or gongkai doctor --mend"}},
	"pointer_missing": {Damage, data.Text{ZH: "当前快照的指针丢失", EN: "the pointer to the current snapshot is lost"}, notShown, mendIt},
	"pointer_damaged": {Damage, data.Text{ZH: "当前快照的指针损坏", EN: "the pointer to the current snapshot is damaged"}, notShown, mendIt},
	"pointer_dangling": {Damage, data.Text{ZH: "指针指向的快照 %s 不存在或已损坏", EN: "the pointer names %s, which is lost or damaged"},
		data.Text{ZH: "在重建之前，只能显示较早的快照", EN: "until it is built again, only an earlier snapshot can be shown"}, mendIt},
	"pin_dangling": {Damage, data.Text{ZH: "固定的快照 %s 已不存在（理由：%s）", EN: "the pinned snapshot %s is gone (reason: %s)"},
		data.Text{ZH: "引用它的数字不能再按原样显示", EN: "what cites it cannot be shown as it stood"}, fromSpare},
	"arrivals_torn": {Leftover, data.Text{ZH: "归档清单末尾有 %d 字节的残行，是被中断的载入留下的", EN: "the archive's list ends with %d bytes of a torn line of an interrupted ingest"},
		shown, data.Text{ZH: "下一次载入会自动截去；也可运行 gongkai doctor --mend", EN: "the next ingest cuts it off, as does gongkai doctor --mend"}},
	"arrivals_damaged": {Damage, data.Text{ZH: "归档清单损坏：%s", EN: "the archive's list is damaged: %s"},
		data.Text{ZH: "已发布的数字照常显示，但不能载入、重建，也不能查看原文", EN: "what is published is shown, but nothing can be loaded, rebuilt or looked up in its original"}, fromSpare},
	"arrivals_lost": {Damage, data.Text{ZH: "快照 %d 依据归档清单的 %d 行，清单只剩 %d 行", EN: "snapshot %d was built from %d lines of the archive's list, which has %d left"},
		data.Text{ZH: "已发布的数字照常显示，但重建会缺少报告，因此拒绝发布", EN: "what is published is shown, but a rebuild would lack reports, so that publishing is refused"}, mendIt},
	"object_missing": {Damage, data.Text{ZH: "归档中缺少源文件 %s", EN: "the archive lacks the source file %s"},
		data.Text{ZH: "它的数字照常显示，但不能查看原文；识读程序升级后不能重建", EN: "its numbers are shown, but not its original, and newer readers cannot read it again"},
		data.Text{ZH: "重新载入同一个文件即可补回，或从备份恢复", EN: "load the same file again, or restore from a backup"}},
	"object_damaged": {Damage, data.Text{ZH: "归档的源文件 %s 已改变（SHA-256 不符）", EN: "the archived source file %s has changed (SHA-256 differs)"},
		data.Text{ZH: "它的数字照常显示，但原文已不可信；识读程序升级后不能重建", EN: "its numbers are shown, but its original is not to be trusted, and newer readers cannot read it again"},
		data.Text{ZH: "运行 gongkai doctor --mend 将其隔离，再重新载入同一个文件", EN: "put it aside with gongkai doctor --mend, and load the same file again"}},
	"object_unlisted": {Note, data.Text{ZH: "归档中有 %d 个清单未列的源文件，是被中断的载入留下的", EN: "the archive has %d source files that its list does not name, of interrupted ingests"},
		shown, data.Text{ZH: "无须处理；再次载入同一个文件时会用到", EN: "leave them: loading the same files again uses them"}},
	"kept_damaged": {Damage, data.Text{ZH: "文件读不出：%s", EN: "the file cannot be read: %s"},
		data.Text{ZH: "数字不受影响，但其中的分组、注记或固定不能使用", EN: "numbers are not affected, but the groups, annotations or pins in it cannot be used"},
		data.Text{ZH: "从备份恢复该文件；或运行 gongkai doctor --mend 将其隔离，从空白开始", EN: "restore it from a backup, or put it aside with gongkai doctor --mend and begin anew"}},
	"readings_old": {Note, data.Text{ZH: "识读程序旧版本 %s 的识读结果，共 %s", EN: "readings of version %s of the readers, %s"},
		shown, data.Text{ZH: "可以删除；gongkai doctor --mend 会删除", EN: "they may be deleted; gongkai doctor --mend does"}},
	"quarantine": {Note, data.Text{ZH: "隔离文件夹中有 %d 个文件", EN: "there are %d files in quarantine"},
		shown, data.Text{ZH: "确认不再需要后删除", EN: "delete them when they are no longer needed"}},
}
