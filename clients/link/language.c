/*
 * The language of a client's texts: see clients/link/language.h.
 */
#include <langinfo.h>
#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "clients/link/language.h"

#define CATALOGUE "serendip"

static const char *const languages[] = { "en", "fr" };
static const char *language = "en";

/* As "fr", "fr_FR.UTF-8" or "fr-CH" begin; NULL where it is none of ours. */
static const char *
find_language(const char *name)
{
	for (size_t i = 0; i < sizeof(languages) / sizeof(languages[0]); i++) {
		const char *one = languages[i];
		size_t n = strlen(one);

		if (strncmp(name, one, n) == 0 &&
		    (name[n] == '\0' || strchr("_.-@", name[n]) != NULL))
			return one;
	}
	return NULL;
}

/* The first that is set of those that tell a program's messages. */
static const char *
environment_locale(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *value = getenv(names[i]);

		if (value != NULL && *value != '\0')
			return value;
	}
	return "C";
}

/* Where it was built, and where it is installed: beside the program, and below
 * share of the same prefix. */
static void
find_catalogue(void)
{
	static const char *const places[] = { "/locale", "/../share/locale" };
	char path[4200], program[4000] = "";
	ssize_t n = readlink("/proc/self/exe", program, sizeof(program) - 1);
	char *slash = n < 0 ? NULL : strrchr(program, '/');

	if (slash == NULL)
		return;
	*slash = '\0';
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		snprintf(path, sizeof(path), "%s%s/fr/LC_MESSAGES/%s.mo",
		    program, places[i], CATALOGUE);
		if (access(path, R_OK) != 0)
			continue;
		snprintf(path, sizeof(path), "%s%s", program, places[i]);
		bindtextdomain(CATALOGUE, path);
		return;
	}
}

/* The user's locale; where this machine lacks it, its characters at least. */
static void
set_locale(void)
{
	const char *wanted = environment_locale();

	if (setlocale(LC_ALL, "") == NULL &&
	    (strstr(wanted, "UTF-8") != NULL || strstr(wanted, "utf8") != NULL))
		setlocale(LC_CTYPE, "C.UTF-8");
	setlocale(LC_NUMERIC, "C"); /* as JSON has numbers */
}

/* gettext goes by LANGUAGE whatever locale it finds, but not in the locale C,
 * and since glibc 2.39 not in C.UTF-8 either. The user's own is the best one: a
 * machine that has no other has English texts only, from 2.39 on. */
static void
set_messages(void)
{
	static const char *const others[] = { "fr_FR.UTF-8", "en_US.UTF-8",
		"C.UTF-8" };
	const char *own = setlocale(LC_MESSAGES, NULL);

	if (strcmp(own, "C") != 0 && strncmp(own, "C.", 2) != 0 &&
	    strcmp(own, "POSIX") != 0)
		return;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (setlocale(LC_MESSAGES, others[i]) != NULL)
			return;
}

bool
language_set(const char *wanted)
{
	const char *found =
	    find_language(wanted == NULL ? environment_locale() : wanted);

	if (wanted != NULL && found == NULL)
		return false;
	language = found == NULL ? "en" : found;
	set_locale();
	set_messages();
	setenv("LANGUAGE", language, 1);
	find_catalogue();
	bind_textdomain_codeset(
	    CATALOGUE, language_is_narrow() ? "ASCII" : "UTF-8");
	textdomain(CATALOGUE);
	return true;
}

const char *
language_get(void)
{
	return language;
}

const char *
language_text(const char *text)
{
	return *text == '\0' ? text : gettext(text);
}

bool
language_is_utf8(void)
{
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

bool
language_is_narrow(void)
{
	return !language_is_utf8() &&
	       strcmp(nl_langinfo(CODESET), "ANSI_X3.4-1968") != 0;
}
