/* geo.c - WGS-84 to GCJ-02, great circles. */
#include "store/geo.h"

#include <math.h>
#include <stdbool.h>

static const double AXIS = 6378245.0, ECCENTRICITY = 0.00669342162296594323, EARTH = 6371008.8;

static bool in_china(double lat, double lon)
{
	return lon >= 72.004 && lon <= 137.8347 && lat >= 0.8293 && lat <= 55.8271;
}

static double wave(double x)
{
	return (20.0 * sin(6.0 * x * M_PI) + 20.0 * sin(2.0 * x * M_PI)) * 2.0 / 3.0;
}

static double shift_lat(double x, double y)
{
	return -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(fabs(x)) + wave(x) +
	       (20.0 * sin(y * M_PI) + 40.0 * sin(y / 3.0 * M_PI)) * 2.0 / 3.0 +
	       (160.0 * sin(y / 12.0 * M_PI) + 320.0 * sin(y * M_PI / 30.0)) * 2.0 / 3.0;
}

static double shift_lon(double x, double y)
{
	return 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(fabs(x)) + wave(x) +
	       (20.0 * sin(x * M_PI) + 40.0 * sin(x / 3.0 * M_PI)) * 2.0 / 3.0 +
	       (150.0 * sin(x / 12.0 * M_PI) + 300.0 * sin(x / 30.0 * M_PI)) * 2.0 / 3.0;
}

struct position geo_gcj02(struct position p)
{
	if (p.datum == DATUM_GCJ02)
		return p;
	struct position out = { p.lat, p.lon, DATUM_GCJ02 };

	if (!in_china(p.lat, p.lon))
		return out;
	double rad = p.lat / 180.0 * M_PI;
	double magic = 1.0 - ECCENTRICITY * sin(rad) * sin(rad), root = sqrt(magic);

	out.lat += shift_lat(p.lon - 105.0, p.lat - 35.0) * 180.0 /
		   (AXIS * (1.0 - ECCENTRICITY) / (magic * root) * M_PI);
	out.lon += shift_lon(p.lon - 105.0, p.lat - 35.0) * 180.0 / (AXIS / root * cos(rad) * M_PI);
	return out;
}

double geo_distance(struct position a, struct position b)
{
	a = geo_gcj02(a);
	b = geo_gcj02(b);
	double la = a.lat * M_PI / 180.0, lb = b.lat * M_PI / 180.0;
	double dlat = lb - la, dlon = (b.lon - a.lon) * M_PI / 180.0;
	double h = sin(dlat / 2) * sin(dlat / 2) + cos(la) * cos(lb) * sin(dlon / 2) * sin(dlon / 2);

	return 2.0 * EARTH * asin(fmin(1.0, sqrt(h)));
}

int geo_direction(struct position a, struct position b)
{
	a = geo_gcj02(a);
	b = geo_gcj02(b);
	double east = (b.lon - a.lon) * cos(a.lat * M_PI / 180.0), north = b.lat - a.lat;
	int eighth = (int)floor(atan2(east, north) / (M_PI / 4.0) + 0.5);

	return (eighth + 8) % 8;
}
