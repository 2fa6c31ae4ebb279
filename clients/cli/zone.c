/*
 * Time zones, as this machine's tz database has them: see clients/cli/cli.h.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clients/cli/cli.h"

/* A row for every town that a zone is named after (tzfile's zone1970.tab and
 * its older form): country, coordinates, zone, comment, separated by tabs. */
#define ZONE_TABLE "/usr/share/zoneinfo/zone.tab"

char *
zone_own(void)
{
	const char *tz = getenv("TZ"), *at;
	char line[80] = "", *real = realpath("/etc/localtime", NULL);
	FILE *f;

	if (tz != NULL && strchr(tz, '/') != NULL)
		snprintf(line, sizeof(line), "%s", tz + (*tz == ':'));
	else if ((f = fopen("/etc/timezone", "r")) != NULL) {
		if (fgets(line, sizeof(line), f) == NULL)
			line[0] = '\0';
		fclose(f);
	} else if (real != NULL && (at = strstr(real, "zoneinfo/")) != NULL) {
		snprintf(line, sizeof(line), "%s", at + 9);
	}
	free(real);
	line[strcspn(line, "\r\n")] = '\0';
	return link_copy(*line == '\0' ? "UTC" : line);
}

/* The zone of a row, or NULL; changes the row. */
static char *
zone_of_row(char *row)
{
	char *rest = row, *zone = NULL;

	if (*row == '#')
		return NULL;
	for (int column = 0; column < 3; column++)
		zone = strsep(&rest, "\t\n");
	return zone;
}

static bool
is_meant(const char *zone, const char *folded)
{
	const char *town = strrchr(zone, '/');
	char *whole = fold_text(zone, strlen(zone));
	char *part = fold_text(town == NULL ? zone : town + 1,
	    strlen(town == NULL ? zone : town + 1));
	bool is = strcmp(whole, folded) == 0 || strcmp(part, folded) == 0;

	free(whole);
	free(part);
	return is;
}

/* A zone that no town stands for, such as Etc/GMT+1 or US/Eastern. */
static bool
is_file(const char *name)
{
	char path[200];
	FILE *f;

	if (*name == '/' || strstr(name, "..") != NULL || strlen(name) > 64)
		return false;
	snprintf(path, sizeof(path), "/usr/share/zoneinfo/%s", name);
	if ((f = fopen(path, "r")) == NULL)
		return false;
	/* A folder opens, too, but does not read. */
	path[0] = (char)fgetc(f);
	fclose(f);
	return path[0] == 'T'; /* of TZif */
}

char *
zone_find(const char *typed)
{
	FILE *f = fopen(ZONE_TABLE, "r");
	char *folded, *row = NULL, *zone, *found = NULL;
	size_t size = 0;

	if (f == NULL || is_file(typed)) {
		if (f != NULL)
			fclose(f);
		return link_copy(typed);
	}
	folded = fold_text(typed, strlen(typed));
	while (found == NULL && getline(&row, &size, f) > 0)
		if ((zone = zone_of_row(row)) != NULL && is_meant(zone, folded))
			found = link_copy(zone);
	if (found == NULL && strcmp(folded, "utc") == 0)
		found = link_copy("UTC");
	free(row);
	free(folded);
	fclose(f);
	return found;
}
