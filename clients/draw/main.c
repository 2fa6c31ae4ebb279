/*
 * serendip-draw: the engine alone. Files in, groups out; no server, no
 * database. See docs/spreadsheet.md.
 */
#include <locale.h>
#include "clients/draw/forecast.h"
#include "clients/draw/rounds.h"
#include "clients/draw/verify.h"

static int
work(struct setting *setting, const struct arguments *arguments)
{
	if (arguments->check != NULL)
		return verify_groups(setting, arguments->check);
	if (arguments->simulate > 0)
		return forecast_run(setting, arguments);
	return rounds_draw(setting, arguments);
}

int
main(int argc, char **argv)
{
	struct arguments arguments;
	struct setting setting;
	int ends = EXIT_WRONG;

	setlocale(LC_MESSAGES, ""); /* of the system's own words alone */
	arguments_read(argc, argv, &arguments);
	if (setting_read(&setting, &arguments) == 0)
		ends = work(&setting, &arguments);
	setting_end(&setting);
	return ends;
}
