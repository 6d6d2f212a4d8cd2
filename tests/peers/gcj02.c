/* gcj02.c - for test_gcj02.mjs: reads "lat lon" lines as WGS-84 and as GCJ-02,
 * prints each converted: "lat lon lat lon". */
#include <stdio.h>

#include "store/place/geo.h"

int main(void)
{
	double lat, lon;

	while (scanf("%lf %lf", &lat, &lon) == 2) {
		struct position gcj = geo_gcj02((struct position){ lat, lon, DATUM_WGS84 });
		struct position wgs = geo_wgs84((struct position){ lat, lon, DATUM_GCJ02 });

		printf("%.12f %.12f %.12f %.12f\n", gcj.lat, gcj.lon, wgs.lat, wgs.lon);
	}
	return ferror(stdout) || fflush(stdout) != 0;
}
