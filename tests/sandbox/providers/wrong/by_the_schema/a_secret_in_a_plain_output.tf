# Output refers to sensitive values

resource "random_password" "p" { length = 8 }

output "o" { value = random_password.p.result }
