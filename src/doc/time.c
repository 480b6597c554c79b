/* time - see time.h. Day numbers after the civil calendar arithmetic of Hinnant
 * ("chrono-compatible low-level date algorithms"). */
#include "time.h"

#include "text.h"

int32_t dl_day_of(int year, int month, int day)
{
    int y = year - (month <= 2);
    int era = (y >= 0 ? y : y - 399) / 400;
    int yoe = y - era * 400;
    int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

void dl_day_split(int32_t day, int *year, int *month, int *dom)
{
    int z = day + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int doe = z - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int mp = (5 * doy + 2) / 153;
    *dom = doy - (153 * mp + 2) / 5 + 1;
    *month = mp < 10 ? mp + 3 : mp - 9;
    *year = yoe + era * 400 + (*month <= 2);
}

/* 1970-01-01 was a Thursday. */
int dl_day_weekday(int32_t day) { return (int)(((int64_t)day + 3) % 7 + 7) % 7 + 1; }

static int digits(dl_slice s, size_t at, size_t n)
{
    int v = 0;
    if (at + n > s.n) return -1;
    for (size_t i = at; i < at + n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return -1;
        v = v * 10 + (s.p[i] - '0');
    }
    return v;
}

static int month_days(int y, int m)
{
    static const int n[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    return m == 2 && (y % 4 == 0 && (y % 100 != 0 || y % 400 == 0)) ? 29 : n[m - 1];
}

/* "10:00", "10:00:00", "10:00:00.5" then nothing, Z or +09:00, +0900. */
static bool is_clock(dl_slice s)
{
    int h = digits(s, 0, 2), m = s.n > 4 && s.p[2] == ':' ? digits(s, 3, 2) : -1;
    if (h < 0 || h > 24 || m < 0 || m > 59) return false;
    size_t i = 5;
    if (i < s.n && s.p[i] == ':') {
        int sec = digits(s, i + 1, 2);
        if (sec < 0 || sec > 60) return false;
        i += 3;
        if (i < s.n && s.p[i] == '.')
            for (i++; i < s.n && s.p[i] >= '0' && s.p[i] <= '9';) i++;
    }
    if (i == s.n || (s.p[i] == 'Z' && i + 1 == s.n)) return true;
    if (s.p[i] != '+' && s.p[i] != '-') return false;
    int zh = digits(s, i + 1, 2);
    size_t after = i + 3 + (i + 3 < s.n && s.p[i + 3] == ':');
    return zh >= 0 && zh <= 15 && (after == s.n || (digits(s, after, 2) >= 0 && after + 2 == s.n));
}

int dl_iso_read(dl_slice s, int32_t *first_day)
{
    int y = digits(s, 0, 4), m = 1, d = 1, precision = DL_PREC_YEAR;
    *first_day = INT32_MIN;
    if (y < 1) return DL_PREC_NONE;
    if (s.n > 4) {
        if (s.p[4] != '-' || (m = digits(s, 5, 2)) < 1 || m > 12) return DL_PREC_NONE;
        precision = DL_PREC_MONTH;
    }
    if (s.n > 7) {
        if (s.p[7] != '-' || (d = digits(s, 8, 2)) < 1 || d > month_days(y, m)) return DL_PREC_NONE;
        precision = DL_PREC_DAY;
    }
    if (s.n > 10) {
        if ((s.p[10] != 'T' && s.p[10] != ' ') || !is_clock(dl_slice_cut(s, 11, s.n)))
            return DL_PREC_NONE;
        precision = DL_PREC_TIME;
    }
    *first_day = dl_day_of(y, m, d);
    return precision;
}
