/*
 * Addresses out in the world: see io/public_address.h.
 */
#include "io/public_address.h"
#include <stddef.h>
#include <stdint.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include "base/attr.h"

/* What is not, from the registry of special addresses (RFC 6890). */
static const struct {
	uint32_t network;
	int bits;
} not_v4[] = {
	{ 0x00000000, 8 },  /* this network */
	{ 0x0a000000, 8 },  /* private */
	{ 0x64400000, 10 }, /* shared, of providers */
	{ 0x7f000000, 8 },  /* loopback */
	{ 0xa9fe0000, 16 }, /* link-local */
	{ 0xac100000, 12 }, /* private */
	{ 0xc0000000, 24 }, /* protocols */
	{ 0xc0000200, 24 }, /* documentation */
	{ 0xc0586300, 24 }, /* 6to4 relays */
	{ 0xc0a80000, 16 }, /* private */
	{ 0xc6120000, 15 }, /* benchmarks */
	{ 0xc6336400, 24 }, /* documentation */
	{ 0xcb007100, 24 }, /* documentation */
	{ 0xe0000000, 3 },  /* multicast and reserved */
};

static bool
is_public_v4(uint32_t address)
{
	for (size_t i = 0; i < COUNT_OF(not_v4); i++)
		if ((address ^ not_v4[i].network) >> (32 - not_v4[i].bits) == 0)
			return false;
	return true;
}

/* 2000::/3 without 2001::/23 (protocols, Teredo), 2001:db8::/32, 2002::/16 (6to4)
 * and 3fff::/20 (documentation). */
static bool
is_public_v6(const uint8_t a[16])
{
	const uint32_t head = (uint32_t)a[0] << 24 | (uint32_t)a[1] << 16 |
			      (uint32_t)a[2] << 8 | a[3];

	return head >> 29 == 1 && head >> 9 != 0x20010000 >> 9 &&
	       head != 0x20010db8 && head >> 16 != 0x2002 &&
	       head >> 12 != 0x3fff0000 >> 12;
}

bool
public_address(const struct sockaddr *address)
{
	if (address->sa_family == AF_INET)
		return is_public_v4(
		    ntohl(((const struct sockaddr_in *)(const void *)address)
			      ->sin_addr.s_addr));
	if (address->sa_family == AF_INET6)
		return is_public_v6(
		    ((const struct sockaddr_in6 *)(const void *)address)
			->sin6_addr.s6_addr);
	return false;
}
