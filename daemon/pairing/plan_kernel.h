/*
 * Private to pairing/: functions whose loops deserve the widest vectors of the
 * machine are compiled for several, and the loader takes what fits. Whole
 * numbers only, so that all give the same.
 */
#ifndef PAIRING_PLAN_KERNEL_H
#define PAIRING_PLAN_KERNEL_H

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__) &&         \
    !defined(__SANITIZE_THREAD__)
#define PLAN_KERNEL                   \
	__attribute__((target_clones( \
	    "arch=x86-64-v4", "arch=x86-64-v3", "popcnt", "default")))
#else
#define PLAN_KERNEL
#endif

#endif
