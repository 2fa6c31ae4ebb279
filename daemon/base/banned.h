/*
 * Functions that overflow, depend on hidden state or hide errors become
 * compile errors here, each with what to use instead (the idea is git's
 * banned.h). System headers must come before this file is included; base/attr.h
 * includes it last.
 */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BANNED(function, instead) function##_is_banned_use_##instead

#undef strcpy
#define strcpy(a, b) BANNED(strcpy, text_add)
#undef strcat
#define strcat(a, b) BANNED(strcat, text_add)
#undef strncpy
#define strncpy(a, b, n) BANNED(strncpy, text_copy)
#undef strncat
#define strncat(a, b, n) BANNED(strncat, text_add)
#undef sprintf
#define sprintf(...) BANNED(sprintf, snprintf_or_text_addf)
#undef vsprintf
#define vsprintf(...) BANNED(vsprintf, text_addvf)
#undef strtok
#define strtok(a, b) BANNED(strtok, text_split)
#undef gmtime
#define gmtime(a) BANNED(gmtime, clock_civil)
#undef localtime
#define localtime(a) BANNED(localtime, clock_civil)
#undef ctime
#define ctime(a) BANNED(ctime, clock_rfc3339)
#undef asctime
#define asctime(a) BANNED(asctime, clock_rfc3339)
#undef atoi
#define atoi(a) BANNED(atoi, text_to_int)
#undef atol
#define atol(a) BANNED(atol, text_to_int)
#undef rand
#define rand() BANNED(rand, dice)
#undef srand
#define srand(a) BANNED(srand, dice)

#endif
