package main

import (
	"os"

	"gongkai/data"
	"gongkai/data/form"
)

// catalogueFlag names a file of indicators and ratios that a user added.
type catalogueFlag struct {
	Catalogue string `help:"自定指标和比率的文件（JSON）" type:"path" placeholder:"FILE" env:"GONGKAI_CATALOGUE"`
}

// catalogue is the embedded one with what the user's file adds.
func (f catalogueFlag) catalogue() (*form.Catalogue, error) {
	catalogue, err := form.Load()
	if err != nil || f.Catalogue == "" {
		return catalogue, err
	}
	b, err := os.ReadFile(f.Catalogue)
	if err != nil {
		return nil, &data.Error{Code: "cannot_open", File: f.Catalogue, Err: err,
			Reason: data.Text{ZH: "打不开文件", EN: "cannot open the file"}, Way: data.Text{ZH: "请检查路径", EN: "check the path"}}
	}
	return catalogue.Extend(f.Catalogue, b)
}
