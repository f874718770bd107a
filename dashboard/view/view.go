// Package view holds what the browser gets: templates, styles and scripts.
package view

import (
	"embed"
	"io/fs"
)

//go:embed templates/*.html assets/*
var files embed.FS

// Templates are the page templates (html/template).
func Templates() fs.FS { return sub("templates") }

// Assets are styles, scripts and their licences; large ones only compressed
// (.gz, .br), made by view/compress.
func Assets() fs.FS { return sub("assets") }

func sub(dir string) fs.FS {
	f, err := fs.Sub(files, dir)
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return f
}
