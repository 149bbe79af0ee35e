"""A client written from docs/wire-protocol.md: the documented dialect, by hand."""

import socket
import struct
import sys


def frame(opcode, payload=b""):
    return struct.pack("<BI", opcode, len(payload)) + payload


def text(data):
    return struct.pack("<I", len(data)) + data


def read(connection, length):
    data = b""
    while len(data) < length:
        more = connection.recv(length - len(data))
        if not more:
            sys.exit("the server closed the connection")
        data += more
    return data


def call(connection, opcode, payload=b""):
    connection.sendall(frame(opcode, payload))
    code, length = struct.unpack("<BI", read(connection, 5))
    return code, read(connection, length)


connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
connection.settimeout(30)
connection.connect(sys.argv[1])

assert call(connection, 0x0E)[0] == 0x87
assert call(connection, 0x01, text(b"from elsewhere") + text(b"good day")) == (0x80, b"")
assert call(connection, 0x01, text(b"removed") + text(b"x")) == (0x80, b"")
assert call(connection, 0x03, text(b"removed")) == (0x80, b"")
assert call(connection, 0x02, text(b"removed")) == (0x82, b"")
assert call(connection, 0x02, b"\xff\xff\xff\xff")[0] == 0x81
code, value = call(connection, 0x02, text(b"from java"))
assert code == 0x82
print(value[4:].decode())
