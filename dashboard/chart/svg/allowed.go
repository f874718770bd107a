package svg

import "strings"

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// drawing are the elements that a picture may hold.
var drawing = set(`svg g path rect circle ellipse line polyline polygon text tspan
	defs clipPath linearGradient radialGradient stop pattern`)

// holding are those that hold others, each on a line of its own.
var holding = set(`svg g defs clipPath linearGradient radialGradient pattern`)

// shaping are the attributes that a picture may hold.
var shaping = set(`xmlns version viewBox width height id x y x1 y1 x2 y2 cx cy r rx ry d points transform
	fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-dashoffset
	stroke-linecap stroke-linejoin stroke-miterlimit opacity paint-order clip-path clip-rule
	gradientUnits offset stop-color stop-opacity patternUnits patternTransform patternContentUnits
	style text-anchor dominant-baseline`)

// lettering are the declarations of a style that a picture may hold.
var lettering = set(`font-size font-family font-weight font-style`)

// needless are attributes that ECharts writes and a still picture does without.
var needless = set(`class baseProfile pointer-events`)
