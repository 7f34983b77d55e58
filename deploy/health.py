"""A container's health check, without curl: `python deploy/health.py 8000 /healthz`."""

import http.client
import sys

port, path = sys.argv[1:]
connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=4)
connection.request("GET", path)
sys.exit(connection.getresponse().status != 200)
