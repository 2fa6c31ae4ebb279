/*
 * Which network addresses are out in the world: whoever is sent to by a name that
 * somebody else chooses shall not be this machine, nor its neighbours.
 */
#ifndef IO_PUBLIC_ADDRESS_H
#define IO_PUBLIC_ADDRESS_H

#include <stdbool.h>

struct sockaddr;

/* Neither loopback, private, link-local, unique local, shared (RFC 6598),
 * multicast, reserved nor for documentation (RFC 6890); of IPv6 only global
 * unicast, without the forms that hold an IPv4 address. */
bool public_address(const struct sockaddr *address);

#endif
