/// Signed heads from a file, one a line, as the server appends them.
package struct HeadList: Sendable {
    private(set) var heads: [SignedHead] = []
    private(set) var faults = AuditFaults()
    /// Lines that a crash cut short. They say nothing, and take nothing away from the others.
    package private(set) var torn = 0
    private var lines = 0

    package init() {}

    /// The last one with a good signature.
    package var last: SignedHead? { heads.last }
    package var count: Int { heads.count }
    /// Whether every line is a head with a good signature, but for those that were cut short.
    package var isSound: Bool { faults.count == 0 }

    /// - Parameter bytes: without the line feed.
    package mutating func take(line bytes: [UInt8], signedBy key: AuditPublicKey) {
        lines += 1
        guard !bytes.isEmpty else { return }
        guard case .head(let head) = AuditLine(bytes) else {
            if bytes.last != UInt8(ascii: "}") {
                torn += 1
            } else {
                faults.add(.unreadable, nil, "line \(lines) of the file of heads is no signed head")
            }
            return
        }
        guard head.isSigned(by: key) else {
            return faults.add(
                .unsigned, head.head.sequence,
                "the head in line \(lines) of the file of heads is not signed with this server's key")
        }
        heads.append(head)
    }
}
