package dashboard

import (
	"errors"
	"strings"

	"github.com/gofiber/fiber/v2"

	"gongkai/data"
)

// statuses turns error codes into HTTP statuses; what is not here is internal.
var statuses = map[string]int{
	"not_found":          fiber.StatusNotFound,
	"unknown_body":       fiber.StatusBadRequest,
	"unknown_indicator":  fiber.StatusBadRequest,
	"unknown_place":      fiber.StatusNotFound,
	"unknown_report":     fiber.StatusNotFound,
	"unknown_table":      fiber.StatusNotFound,
	"too_many_findings":  fiber.StatusUnprocessableEntity,
	"too_many_downloads": fiber.StatusServiceUnavailable,
	"bad_parameter":      fiber.StatusBadRequest,
	"ambiguous_body":     fiber.StatusBadRequest,
	"bad_day":            fiber.StatusBadRequest,
	"not_yet":            fiber.StatusNotFound,
	"snapshot_pruned":    fiber.StatusGone,
	"unknown_snapshot":   fiber.StatusNotFound,
	"other_snapshot":     fiber.StatusConflict,
	"store_format":       fiber.StatusGone,
	"bad_group":          fiber.StatusBadRequest,
	"bad_page":           fiber.StatusBadRequest,
	"bad_state":          fiber.StatusBadRequest,
	"bad_subject":        fiber.StatusBadRequest,
	"bad_sum":            fiber.StatusUnprocessableEntity,
	"bad_view":           fiber.StatusBadRequest,
	"bad_years":          fiber.StatusBadRequest,
	"bad_key":            fiber.StatusUnauthorized,
	"key_needed":         fiber.StatusUnauthorized,
	"too_many_requests":  fiber.StatusTooManyRequests,
	"bad_kind":           fiber.StatusBadRequest,
	"bad_severity":       fiber.StatusBadRequest,
	"no_finding":         fiber.StatusUnprocessableEntity,
	"too_many_bodies":    fiber.StatusUnprocessableEntity,
	"damaged_file":       fiber.StatusUnprocessableEntity,
	"empty_file":         fiber.StatusUnprocessableEntity,
	"encrypted_file":     fiber.StatusUnprocessableEntity,
	"no_cell":            fiber.StatusNotFound,
	"no_page":            fiber.StatusNotFound,
	"no_table":           fiber.StatusNotFound,
	"picture":            fiber.StatusUnprocessableEntity,
	"reader_failed":      fiber.StatusServiceUnavailable,
	"scanned_pdf":        fiber.StatusUnprocessableEntity,
	"too_large":          fiber.StatusUnprocessableEntity,
	"too_slow":           fiber.StatusServiceUnavailable,
	"unknown_encoding":   fiber.StatusUnprocessableEntity,
	"unreadable_text":    fiber.StatusUnprocessableEntity,
	"unsupported_format": fiber.StatusUnprocessableEntity,
	"no_direction":       fiber.StatusUnprocessableEntity,
	"too_few":            fiber.StatusUnprocessableEntity,
	"no_group":           fiber.StatusUnprocessableEntity,
	"no_chart":           fiber.StatusUnprocessableEntity,
	"no_value":           fiber.StatusUnprocessableEntity,
	"no_whole":           fiber.StatusBadRequest,
	"not_a_count":        fiber.StatusBadRequest,
	"not_by_applicant":   fiber.StatusBadRequest,
	"not_joinable":       fiber.StatusUnprocessableEntity,
	"store_empty":        fiber.StatusOK,
	"store_broken":       fiber.StatusServiceUnavailable,
	"other_origin":       fiber.StatusForbidden,
	"sql_busy":           fiber.StatusTooManyRequests,
	"sql_cancelled":      fiber.StatusConflict,
	"sql_construct":      fiber.StatusBadRequest,
	"sql_failed":         fiber.StatusBadRequest,
	"sql_function":       fiber.StatusBadRequest,
	"sql_hold":           fiber.StatusUnprocessableEntity,
	"sql_long":           fiber.StatusRequestEntityTooLarge,
	"sql_memory":         fiber.StatusUnprocessableEntity,
	"sql_no_cage":        fiber.StatusServiceUnavailable,
	"sql_not_select":     fiber.StatusBadRequest,
	"sql_off":            fiber.StatusNotFound,
	"sql_parameter":      fiber.StatusBadRequest,
	"sql_row_size":       fiber.StatusUnprocessableEntity,
	"sql_several":        fiber.StatusBadRequest,
	"sql_syntax":         fiber.StatusBadRequest,
	"sql_table":          fiber.StatusBadRequest,
	"sql_time":           fiber.StatusUnprocessableEntity,
}

func codeOf(err error) string {
	if err == nil {
		return ""
	}
	return data.Code(err)
}

func notFound() error {
	return &data.Error{Code: "not_found",
		Reason: data.Text{ZH: "没有这个页面", EN: "there is no such page"},
		Way:    data.Text{ZH: "请从首页重新进入", EN: "start from the first page"}}
}

func badParameter(name, value string, way data.Text) error {
	return &data.Error{Code: "bad_parameter", Place: name,
		Reason: data.Text{ZH: "参数值无效：" + value, EN: "invalid value: " + value}, Way: way}
}

// fail writes an error as a page, or as JSON where data was asked for. Errors
// that are not the domain's are internal: logged, and told to nobody.
func (s *Server) fail(c *fiber.Ctx, err error) error {
	var fe *fiber.Error
	if errors.As(err, &fe) && fe.Code == fiber.StatusNotFound || errors.As(err, &fe) && fe.Code == fiber.StatusMethodNotAllowed {
		err = notFound()
	}
	var e *data.Error
	status := fiber.StatusInternalServerError
	if errors.As(err, &e) && statuses[e.Code] != 0 {
		status = statuses[e.Code]
	} else {
		s.Log.Error("request failed", "path", c.Path(), "error", err)
		e = &data.Error{Code: "internal", Err: err,
			Reason: data.Text{ZH: "程序出错，已记录在日志中", EN: "something went wrong; it is in the log"},
			Way:    data.Text{ZH: "请稍后重试，或把时间和网址告诉管理员", EN: "try again later, or tell the operator time and address"}}
	}
	lang := language(c)
	c.Status(status)
	c.Set(fiber.HeaderCacheControl, "no-store")
	if asksForData(c.Path()) {
		if status == fiber.StatusOK { // an empty store has a page, but no data
			c.Status(fiber.StatusNotFound)
		}
		return c.JSON(fiber.Map{"error": fiber.Map{"code": e.Code, "place": e.Place, "reason": e.Reason.In(lang), "way": e.Way.In(lang)}})
	}
	p := page{Lang: lang, Path: c.Path(), Query: string(c.Context().URI().QueryString()), Version: s.Version, NoSQL: s.SQL == nil}
	if e.Code == "store_empty" {
		return s.html(c, "empty", emptyPage{p, s.LoadSamples != nil})
	}
	return s.html(c, "error", struct {
		page
		Status              int
		Code, Place, Reason string
		Way                 string
	}{p, status, e.Code, e.Place, e.Reason.In(lang), e.Way.In(lang)})
}

func asksForData(path string) bool {
	return strings.HasSuffix(path, ".json") || strings.HasSuffix(path, ".csv") || strings.HasSuffix(path, ".xlsx") || strings.HasSuffix(path, ".sql") || strings.HasSuffix(path, ".sdmx") || strings.HasSuffix(path, ".svg") || strings.HasPrefix(path, "/sources/") || strings.HasPrefix(path, "/downloads/") || strings.HasPrefix(path, apiRoot+"/")
}

func language(c *fiber.Ctx) data.Lang {
	if c.Query("lang") == "en" {
		return data.English
	}
	return data.Chinese
}

// html renders a template straight to the answer.
func (s *Server) html(c *fiber.Ctx, name string, bind any) error {
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	return s.views.Render(c, name, bind)
}
