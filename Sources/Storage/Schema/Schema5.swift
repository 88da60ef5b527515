/// What people need who look rather than call an API: their accounts, what is shared with them, and long work that they follow.
enum Schema5 {
    static func statements(_ dialect: Dialect) -> [String] {
        members(dialect) + accounts(dialect) + shares(dialect) + jobs(dialect)
    }
}
