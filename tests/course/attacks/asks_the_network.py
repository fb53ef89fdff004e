"""Asks servers for the answers, by address, by name, and on the grader's own machine.

Attacks: scale_images
Sandbox: network
Reported: No network
Breaks: It sees nothing
"""

import socket


def scale_images(images):
    for address in (("1.1.1.1", 53), ("example.com", 80), ("127.0.0.1", 22), ("localhost", 8888)):
        try:
            socket.create_connection(address, timeout=1).close()
            return images / 255
        except OSError:
            pass
    try:
        socket.getaddrinfo("example.com", 80)
        return images / 255
    except OSError:
        raise OSError("No network") from None
