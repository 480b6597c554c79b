/* routes - see routes.h. */
#include "routes.h"

#include "api.h"
#include "page.h"
#include "web.h"

/* letters: see request.c */
#define REPORTS "fs"
#define EVENTS "fse"

static const serve_route routes[] = {
    { "/", "fgpv", serve_page_stories, NULL, false },
    { "/stories/{id}", "", serve_page_story, NULL, false },
    { "/stories/{id}/sources", "", serve_page_sources, NULL, false },
    { "/reports", REPORTS "cp", serve_page_reports, NULL, false },
    { "/reports/{id}", "", serve_page_report, NULL, false },
    { "/reports/{id}/mark", "A", serve_page_mark, NULL, false },
    { "/entities", "Np", serve_page_entities, NULL, false },
    { "/entities/{id}", "", serve_page_entity, NULL, false },
    { "/events", EVENTS "p", serve_page_events, NULL, false },
    { "/events/{id}", "", serve_page_event, NULL, false },
    { "/upcoming", EVENTS "up", serve_page_upcoming, NULL, false },
    { "/upcoming.ics", EVENTS "u", serve_calendar, NULL, false },
    { "/search", "Q" REPORTS "cp", serve_page_search, NULL, false },
    { "/corrections", "p", serve_page_corrections, NULL, false },
    { "/about", "", serve_page_about, NULL, false },
    { "/api/stories", "fgp", serve_api_list, "stories", false },
    { "/api/stories/{id}", "", serve_api_one, "story", false },
    { "/api/stories/{id}/timeline", "fD", serve_api_timeline, NULL, false },
    { "/api/episodes", "fsgp", serve_api_list, "episodes", false },
    { "/api/episodes/{id}", "", serve_api_one, "episode", false },
    { "/api/reports", REPORTS "cp", serve_api_list, "reports", false },
    { "/api/reports/{id}", "", serve_api_report, NULL, false },
    { "/api/reports/{id}/copies", "", serve_api_shown, "copies", false },
    { "/api/entities", "np", serve_api_named, NULL, false },
    { "/api/entities/{id}", "", serve_api_whole, "who", false },
    { "/api/events", EVENTS "p", serve_api_list, "events", false },
    { "/api/events/{id}", "", serve_api_whole, "event", false },
    { "/api/upcoming", EVENTS "up", serve_api_list, "upcoming", false },
    { "/api/search", "q" REPORTS "cp", serve_api_search, NULL, false },
    { "/api/timeline", REPORTS "D", serve_api_timeline, NULL, false },
    { "/api/corrections", "p", serve_api_list, "corrections", false },
    { "/api/changes/{id}", "", serve_api_changes, NULL, false },
    { "/api/about", "", serve_api_about, NULL, false },
    { "/api/status", "", serve_api_status, NULL, false },
    { "/export/{id}", EVENTS "p", serve_export, NULL, false },
    { "/feed.atom", "fgp", serve_feed_atom, NULL, false },
    { "/feed.json", "fgp", serve_feed_json, NULL, false },
    { "/openapi.json", "", serve_web_file, "openapi.json", true },
    { "/static/{id}", "", serve_web_file, NULL, true },
};
enum { ROUTES = sizeof routes / sizeof *routes };

const serve_route *serve_route_at(size_t i) { return i < ROUTES ? &routes[i] : NULL; }

/* "/api/{id}/x" against the parts of a path. */
static bool matches(const char *pattern, const serve_target *t, const char **id)
{
    uint32_t n = 0;
    *id = NULL;
    while (pattern[1]) {
        size_t length = strcspn(pattern + 1, "/");
        dl_slice wanted = dl_slice_of(pattern + 1, length);
        if (n == t->parts) return false;
        const char *part = t->part[n++];
        bool any = dl_slice_is(wanted, "{id}");
        if (any ? !*part : !dl_slice_is(wanted, part)) return false;
        if (any) *id = part;
        pattern += length + 1;
        if (!*pattern) break;
    }
    return n == t->parts;
}

const serve_route *serve_route_of(const serve_target *t, const char **id)
{
    for (size_t i = 0; i < ROUTES && t->parts <= SERVE_PARTS_MAX; i++)
        if (matches(routes[i].path, t, id)) return &routes[i];
    *id = NULL;
    return NULL;
}
