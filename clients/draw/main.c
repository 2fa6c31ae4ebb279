/*
 * serendip-draw: the engine alone. Files in, groups out; no server, no
 * database. See docs/spreadsheet.md.
 */
#include <locale.h>
#include "clients/draw/rounds.h"
#include "clients/draw/verify.h"

int
main(int argc, char **argv)
{
	struct arguments arguments;
	struct setting setting;
	int ends = EXIT_WRONG;

	setlocale(LC_MESSAGES, ""); /* of the system's own words alone */
	arguments_read(argc, argv, &arguments);
	if (setting_read(&setting, &arguments) == 0)
		ends = arguments.check != NULL
			   ? verify_groups(&setting, arguments.check)
			   : rounds_draw(&setting, &arguments);
	setting_end(&setting);
	return ends;
}
