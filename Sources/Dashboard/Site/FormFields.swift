/// The fields of a form or of a query, in the order in which they were sent. A name may stand more than once.
struct FormFields: Sendable {
    let pairs: [(name: String, value: String)]
    private var files: [String: [UInt8]] = [:]

    /// More fields than any of our forms has.
    private static let mostFields = 10_000

    /// Reads `application/x-www-form-urlencoded`; never fails.
    init(_ bytes: some Collection<UInt8>) {
        pairs = bytes.split(separator: UInt8(ascii: "&"), maxSplits: Self.mostFields).map { pair in
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            return (
                PercentEncoding.decodeForm(parts[0]),
                parts.count > 1 ? PercentEncoding.decodeForm(parts[1]) : ""
            )
        }
    }

    init(query: String?) { self.init(Array((query ?? "").utf8)) }

    /// Bytes of a text that are no UTF-8 become U+FFFD.
    init(_ form: MultipartForm) {
        pairs = form.parts.filter { !$0.isFile }.map { ($0.name, String(decoding: $0.bytes, as: UTF8.self)) }
        for part in form.parts where part.isFile { files[part.name] = Array(part.bytes) }
    }

    /// Fields by name.
    init(_ values: [String: String]) { pairs = values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }

    /// The first value of that name; empty when it was not sent.
    subscript(_ name: String) -> String { pairs.first { $0.name == name }?.value ?? "" }

    /// What a file holds; `nil` when none was chosen, or an empty one.
    func file(_ name: String) -> [UInt8]? { files[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// Every value of that name, without repeats.
    func all(_ name: String) -> [String] {
        var seen: Set<String> = []
        return pairs.filter { $0.name == name && seen.insert($0.value).inserted }.map(\.value)
    }
}
