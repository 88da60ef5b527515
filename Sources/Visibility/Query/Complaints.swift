/// Collects what is wrong with a request, so that all of it is said at once; bounded, however much is wrong.
package struct Complaints: Sendable {
    /// In Unicode scalars.
    package static let longestQuotation = 100
    private static let most = 10

    private var sentences: [String] = []
    private var omitted = 0

    var isEmpty: Bool { sentences.isEmpty }

    /// - Parameter sentence: with its full stop. It is not made where enough has been said, so it may cost something.
    mutating func add(_ sentence: @autoclosure () -> String) {
        if sentences.count < Self.most { sentences.append(sentence()) } else { omitted += 1 }
    }

    /// - Throws: the 400 with everything that was added.
    func check() throws(QueryFault) {
        guard !sentences.isEmpty else { return }
        let rest = omitted == 0 ? [] : ["There \(omitted == 1 ? "is 1 more fault" : "are \(omitted) more faults") of this kind."]
        throw .badRequest(detail: (sentences + rest).joined(separator: " "))
    }

    /// In quotation marks, cut where it is long.
    static func quote(_ text: some StringProtocol) -> String {
        let scalars = text.unicodeScalars
        guard let end = scalars.index(scalars.startIndex, offsetBy: longestQuotation, limitedBy: scalars.endIndex),
            end != scalars.endIndex
        else { return "'\(text)'" }
        return "'\(String(String.UnicodeScalarView(scalars[..<end])))…'"
    }
}
