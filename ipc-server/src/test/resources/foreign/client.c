/* A client written from docs/wire-protocol.md: the documented dialect, by hand. Little-endian machines only. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static unsigned char reply[1 << 16];
static uint32_t reply_length;

static void fail(const char *why) {
    puts(why);
    exit(1);
}

static void receive(int connection, void *into, size_t length) {
    size_t got = 0;
    while (got < length) {
        ssize_t more = read(connection, (char *)into + got, length - got);
        if (more <= 0) fail("the server closed the connection");
        got += (size_t)more;
    }
}

static int call(int connection, int opcode, const char *first, const char *second) {
    unsigned char request[256];
    uint32_t length = 0;
    const char *parts[2] = {first, second};
    for (int i = 0; i < 2 && parts[i]; i++) {
        uint32_t size = (uint32_t)strlen(parts[i]);
        memcpy(request + 5 + length, &size, 4);
        memcpy(request + 9 + length, parts[i], size);
        length += 4 + size;
    }
    request[0] = (unsigned char)opcode;
    memcpy(request + 1, &length, 4);
    if (write(connection, request, 5 + length) != (ssize_t)(5 + length)) fail("write failed");
    unsigned char header[5];
    receive(connection, header, 5);
    memcpy(&reply_length, header + 1, 4);
    if (reply_length > sizeof reply) fail("the reply is too long");
    receive(connection, reply, reply_length);
    return header[0];
}

int main(int count, char **arguments) {
    if (count != 2) fail("usage: client SOCKET");
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    strncpy(address.sun_path, arguments[1], sizeof address.sun_path - 1);
    int connection = socket(AF_UNIX, SOCK_STREAM, 0);
    if (connect(connection, (struct sockaddr *)&address, sizeof address) != 0) fail("connect failed");
    if (call(connection, 0x0E, NULL, NULL) != 0x87) fail("no PONG");
    if (call(connection, 0x01, "from elsewhere", "good day") != 0x80) fail("PUT failed");
    if (call(connection, 0x01, "removed", "x") != 0x80) fail("PUT failed");
    if (call(connection, 0x03, "removed", NULL) != 0x80) fail("DELETE failed");
    if (call(connection, 0x02, "removed", NULL) != 0x82 || reply_length != 0) fail("still there");
    if (call(connection, 0x02, "from java", NULL) != 0x82) fail("GET failed");
    printf("%.*s\n", (int)reply_length - 4, reply + 4);
    return 0;
}
