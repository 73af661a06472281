"""An S3-compatible store for tests: one line of JSON with its port and a key, then for each line that it is told one with
what is in its bucket: the names of objects, and of uploads that have begun.

Who asks without a signature by that key is refused.
"""

import json
import sys

import boto3
from moto import settings
from moto.s3.models import s3_backends
from moto.server import ThreadedMotoServer

BUCKET = "files"

server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
port = server.get_host_and_port()[1]


def ask(service):
    return boto3.client(
        service,
        endpoint_url=f"http://127.0.0.1:{port}",
        region_name="us-east-1",
        aws_access_key_id="nobody",
        aws_secret_access_key="nothing",
    )


ask("s3").create_bucket(Bucket=BUCKET)
people = ask("iam")
people.create_user(UserName="selkie")
allowed = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"]
policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": allowed, "Resource": "*"}]}
people.put_user_policy(UserName="selkie", PolicyName="files", PolicyDocument=json.dumps(policy))
key = people.create_access_key(UserName="selkie")["AccessKey"]
settings.INITIAL_NO_AUTH_ACTION_COUNT = 0

told = {"port": port, "accessKey": key["AccessKeyId"], "secretKey": key["SecretAccessKey"]}
print(json.dumps(told), flush=True)
for _ in sys.stdin:
    bucket = s3_backends["123456789012"]["aws"].buckets[BUCKET]
    there = {"objects": sorted(bucket.keys.keys()), "uploads": sorted(bucket.multiparts.keys())}
    print(json.dumps(there), flush=True)
