/*
 * Clients by network: see io/http_network.h.
 */
#include <arpa/inet.h>
#include <string.h>
#include "io/http_network.h"
#include "base/memory.h"

struct in6_addr
http_network(const struct sockaddr_storage *from)
{
	struct in6_addr network = { 0 };

	if (from->ss_family == AF_INET6) {
		network = ((const struct sockaddr_in6 *)from)->sin6_addr;
		if (!IN6_IS_ADDR_V4MAPPED(&network))
			memset(&network.s6_addr[8], 0, 8);
	} else if (from->ss_family == AF_INET) {
		network.s6_addr[10] = network.s6_addr[11] = 0xff;
		memcpy(&network.s6_addr[12],
		    &((const struct sockaddr_in *)from)->sin_addr, 4);
	}
	return network;
}

void
http_network_text(const struct in6_addr *network, char out[HTTP_NETWORK_TEXT])
{
	if (inet_ntop(AF_INET6, network, out, HTTP_NETWORK_TEXT) == NULL)
		die("a network has no text");
}
