package svg

import (
	"fmt"

	"gongkai/data"
)

func wrongSize(width, height int) error {
	return &data.Error{Code: "picture_size",
		Reason: data.Text{ZH: fmt.Sprintf("图片尺寸 %d×%d 超出范围", width, height), EN: fmt.Sprintf("a picture of %d by %d is out of range", width, height)},
		Way:    data.Text{ZH: fmt.Sprintf("请使用 %d 至 %d 像素", minSide, maxSide), EN: fmt.Sprintf("use %d to %d pixels", minSide, maxSide)}}
}

// tooSmall refuses a picture in which the legend would be cut off, or leave no
// room to draw.
func tooSmall(width, height int, needsWidth, needsHeight int64) error {
	needsWidth, needsHeight = max(needsWidth, int64(width)), max(needsHeight, int64(height))
	return &data.Error{Code: "picture_too_small",
		Reason: data.Text{ZH: fmt.Sprintf("%d×%d 像素放不下图例", width, height), EN: fmt.Sprintf("the legend does not fit into %d by %d pixels", width, height)},
		Way: data.Text{ZH: fmt.Sprintf("请使用至少 %d×%d 像素，或减少所选机关", needsWidth, needsHeight),
			EN: fmt.Sprintf("use at least %d by %d pixels, or choose fewer bodies", needsWidth, needsHeight)}}
}

func wrongOption(err error) error {
	return &data.Error{Code: "picture_option", Err: err,
		Reason: data.Text{ZH: "图表定义无法读取", EN: "the chart's definition cannot be read"},
		Way:    data.Text{ZH: fmt.Sprintf("应为不超过 %d MB 的 JSON", maxOption>>20), EN: fmt.Sprintf("it must be JSON of at most %d MB", maxOption>>20)}}
}

func notDrawn(err error) error {
	return &data.Error{Code: "picture_not_drawn", Err: err,
		Reason: data.Text{ZH: "图表无法绘制", EN: "the chart cannot be drawn"},
		Way:    data.Text{ZH: "请在网页上查看该图", EN: "see the chart on the page"}}
}
