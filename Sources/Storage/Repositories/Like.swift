/// Patterns for LIKE … ESCAPE '\'.
enum Like {
    static func contains(_ text: String) -> String { "%\(escape(text))%" }
    static func starts(_ text: String) -> String { "\(escape(text))%" }

    private static func escape(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
    }
}
