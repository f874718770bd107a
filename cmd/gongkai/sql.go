package main

import (
	"cmp"
	"time"

	"gongkai/analytics/cage"
	"gongkai/data"
)

// sqlFlag says whether SQL of strangers runs, and within which limits.
type sqlFlag struct {
	None    bool          `name:"no-sql" help:"不开放 SQL 查询" env:"GONGKAI_NO_SQL"`
	Time    time.Duration `name:"sql-time" help:"SQL：一条语句的时限" default:"10s" env:"GONGKAI_SQL_TIME"`
	Memory  int64         `name:"sql-memory" help:"SQL：一条语句的内存，MB" default:"512" env:"GONGKAI_SQL_MEMORY"`
	Running int           `name:"sql-running" help:"SQL：同时执行几条" default:"2" env:"GONGKAI_SQL_RUNNING"`
}

// cage makes the cage; nil where SQL is not offered.
func (f sqlFlag) cage() (*cage.Cage, error) {
	if f.None {
		return nil, nil
	}
	f.Time, f.Memory, f.Running = cmp.Or(f.Time, cage.Usual.Time), cmp.Or(f.Memory, cage.Usual.Memory>>20), cmp.Or(f.Running, cage.Usual.Running)
	if f.Time < 100*time.Millisecond || f.Time > time.Hour || f.Memory < 128 || f.Memory > 1<<20 || f.Running < 1 || f.Running > 64 {
		return nil, &data.Error{Code: "bad_limit", Place: "--sql-time, --sql-memory, --sql-running",
			Reason: data.Text{ZH: "SQL 的限额超出范围", EN: "a limit of SQL is out of range"},
			Way:    data.Text{ZH: "时限 100ms 至 1h，内存 128 至 1048576 MB，同时 1 至 64 条", EN: "give 100ms to 1h, 128 to 1048576 MB, 1 to 64 at once"}}
	}
	return cage.New(cage.Limits{Time: f.Time, Memory: f.Memory << 20, Running: f.Running})
}
