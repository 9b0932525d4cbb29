# Where all instances of the health service keep one history. health/history/table.ts says what lies in it.

resource "aws_dynamodb_table" "history" {
  name         = var.history_table
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "day"
  range_key    = "entry"

  attribute {
    name = "day"
    type = "S"
  }

  attribute {
    name = "entry"
    type = "S"
  }

  # Without it the table grows for ever.
  ttl {
    attribute_name = "expires"
    enabled        = true
  }

  # Ninety days of availability cannot be measured again.
  deletion_protection_enabled = true

  point_in_time_recovery {
    enabled = true
  }
}
