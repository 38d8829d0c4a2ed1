resource "aws_cloudwatch_log_group" "this" {
  count = 1
  name  = "leaf"
}
