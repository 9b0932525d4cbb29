"""AWS on this machine: moto's server with a shared load balancer in it, and a way to ask it for its rules.

    python moto_aws.py serve                          one line of JSON with what there is; ends when its input ends
    python moto_aws.py describe ENDPOINT LISTENER...  what `aws elbv2 describe-rules` prints, for several listeners
    python moto_aws.py add ENDPOINT                   adds the load balancers of its input; prints what they are called
"""

import json
import logging
import os
import sys

import boto3
from moto.server import ThreadedMotoServer

REGION = "us-east-1"
NOT_FOUND = {
    "Type": "fixed-response",
    "FixedResponseConfig": {"StatusCode": "404", "ContentType": "text/plain", "MessageBody": "Not Found"},
}

# moto takes any key; without one boto3 refuses to sign.
os.environ.update(AWS_ACCESS_KEY_ID="testing", AWS_SECRET_ACCESS_KEY="testing")


def client(service, endpoint):
    return boto3.client(service, region_name=REGION, endpoint_url=endpoint)


def hosts(*names):
    return {"Field": "host-header", "HostHeaderConfig": {"Values": list(names)}}


def paths(*patterns):
    return {"Field": "path-pattern", "PathPatternConfig": {"Values": list(patterns)}}


def forward_to(target_group):
    return [{"Type": "forward", "TargetGroupArn": target_group}]


def seed(endpoint):
    """Makes what production has before Terraform comes: the load balancer, the API's targets, rules of others."""
    ec2 = client("ec2", endpoint)
    ecs = client("ecs", endpoint)
    elb = client("elbv2", endpoint)
    vpc = ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
    subnets = [subnet["SubnetId"] for subnet in ec2.describe_subnets()["Subnets"]][:2]
    balancer = elb.create_load_balancer(Name="shared", Subnets=subnets)["LoadBalancers"][0]["LoadBalancerArn"]

    def listener(port):
        # Plain HTTP on 443 too: a certificate makes no difference to the rules.
        made = elb.create_listener(
            LoadBalancerArn=balancer, Protocol="HTTP", Port=port, DefaultActions=[NOT_FOUND]
        )
        return made["Listeners"][0]["ListenerArn"]

    def target_group(name, port):
        made = elb.create_target_group(Name=name, Protocol="HTTP", Port=port, VpcId=vpc, TargetType="ip")
        return made["TargetGroups"][0]["TargetGroupArn"]

    def rule(priority, conditions, target_group):
        made = elb.create_rule(
            ListenerArn=https, Priority=priority, Conditions=conditions, Actions=forward_to(target_group)
        )
        return made["Rules"][0]["RuleArn"]

    def security_group(name):
        return ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"]

    https, http = listener(443), listener(80)
    api, website = target_group("api", 8001), target_group("website", 3000)
    return {
        "endpoint": endpoint,
        "region": REGION,
        "vpc": vpc,
        "subnets": subnets,
        "cluster": ecs.create_cluster(clusterName="registry")["cluster"]["clusterArn"],
        "balancerGroup": security_group("balancer"),
        "mlflowGroup": security_group("mlflow"),
        "listeners": {"https": https, "http": http},
        "api": api,
        "othersRule": rule(5, [hosts("www.example.com")], website),
        "handMadeRule": rule(20, [hosts("registry.hokus.ai"), paths("/api/mlflow", "/api/mlflow/*")], api),
    }


def serve():
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    print(json.dumps(seed(f"http://{host}:{port}")), flush=True)
    sys.stdin.read()
    server.stop()


def describe(endpoint, listeners):
    elb = client("elbv2", endpoint)
    rules = [rule for listener in listeners for rule in elb.describe_rules(ListenerArn=listener)["Rules"]]
    print(json.dumps({"Rules": rules}))


def add(endpoint):
    """Input: {"targets": [NAME], "balancers": {NAME: {LISTENER: [{"Priority", "Conditions", "Target"}]}}}."""
    elb, ec2, wanted = client("elbv2", endpoint), client("ec2", endpoint), json.load(sys.stdin)
    vpc = ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
    subnets = [subnet["SubnetId"] for subnet in ec2.describe_subnets()["Subnets"]][:2]
    groups = elb.describe_target_groups()["TargetGroups"]
    targets = {group["TargetGroupName"]: group["TargetGroupArn"] for group in groups}
    for name in wanted["targets"]:
        made = elb.create_target_group(Name=name, Protocol="HTTP", Port=80, VpcId=vpc, TargetType="ip")
        targets[name] = made["TargetGroups"][0]["TargetGroupArn"]
    balancers = {}
    for name, listeners in wanted["balancers"].items():
        balancer = elb.create_load_balancer(Name=name, Subnets=subnets)["LoadBalancers"][0]["LoadBalancerArn"]
        balancers[name] = {}
        for listener, rules in listeners.items():
            port = 443 if listener == "https" else 80
            made = elb.create_listener(
                LoadBalancerArn=balancer, Protocol="HTTP", Port=port, DefaultActions=[NOT_FOUND]
            )
            arn = balancers[name][listener] = made["Listeners"][0]["ListenerArn"]
            for rule in rules:
                elb.create_rule(
                    ListenerArn=arn,
                    Priority=rule["Priority"],
                    Conditions=rule["Conditions"],
                    Actions=forward_to(targets[rule["Target"]]),
                )
    print(json.dumps({"targets": targets, "balancers": balancers}))


if sys.argv[1] == "serve":
    serve()
elif sys.argv[1] == "add":
    add(sys.argv[2])
else:
    describe(sys.argv[2], sys.argv[3:])
