/// How much can be pasted or uploaded at a time.
enum PromptSheetLimits {
    /// Of a file, or of text that is pasted.
    static let bytes = 5 * 1024 * 1024
    /// Of a form with a file in it. In a form without one every byte may be written as three.
    static let body = 3 * bytes + 64 * 1024
    static let rows = 10_000
}
