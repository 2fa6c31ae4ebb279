/*
 * Named points at which a test build ends as if by kill -9, when the
 * environment says so: SERENDIP_CRASH_AT=publish, or publish:3 for the third
 * time that the point is passed. SERENDIP_STOP_AT, likewise, stops it there as
 * if by SIGSTOP, for whoever sends SIGCONT. Nothing in other builds.
 */
#ifndef BASE_CRASH_H
#define BASE_CRASH_H

#if SERENDIP_TEST_HOOKS
void crash_at(const char *point);
#define CRASH_AT(point) crash_at(point)
#else
#define CRASH_AT(point) ((void)0)
#endif

#endif
