/// What became of a request, as it is counted.
public enum Outcome: Sendable {
    case allowed
    case refused(Refusal)

    public static let allowedCode = "allowed"

    /// `allowed`, or the refusal's code.
    public var code: String {
        switch self {
        case .allowed: Self.allowedCode
        case .refused(let refusal): refusal.code
        }
    }

    /// Whether the brand is one of the key's: any number can be asked for, and counting each would fill the store.
    var keepsBrand: Bool {
        switch self {
        case .allowed, .refused(.brandArchived), .refused(.rateLimited): true
        case .refused: false
        }
    }
}

extension UsageLedger {
    /// Where a request came from: an address and what the client calls itself.
    public struct Source: Hashable, Sendable {
        public let address: IPAddress?
        public let client: String

        public init(address: IPAddress?, client: String) {
            self.address = address
            self.client = client
        }

        /// Stands for sources beyond those that are told apart.
        public static let other = Source(address: nil, client: "(others)")
    }

    /// The last accepted use of a key.
    public struct Use: Hashable, Sendable {
        public let at: Timestamp
        public let source: Source
        public var address: IPAddress? { source.address }

        public init(at moment: Timestamp, source: Source) {
            at = moment
            self.source = source
        }
    }

    /// Requests of one key that are counted together.
    public struct Cell: Hashable, Sendable {
        /// Hours since 1970-01-01T00:00:00Z.
        public let hour: Int
        public let operation: String
        public let brand: Int?
        /// `allowed`, or the code of a refusal.
        public let outcome: String
        public internal(set) var source: Source

        public init(hour: Int, operation: String, brand: Int?, outcome: String, source: Source) {
            self.hour = hour
            self.operation = operation
            self.brand = brand
            self.outcome = outcome
            self.source = source
        }
    }
}

/// A refused request, remembered for the key's page.
public struct RefusedCall: Hashable, Sendable {
    public let at: Timestamp
    public let code: String
    public let operation: String
    /// As it was asked for, be there such a brand or not.
    public let brand: Int?
    public let source: UsageLedger.Source

    public init(at moment: Timestamp, code: String, operation: String, brand: Int?, source: UsageLedger.Source) {
        at = moment
        self.code = code
        self.operation = operation
        self.brand = brand
        self.source = source
    }
}

/// What gathered between two drains of the ledger.
public struct UsageBatch: Sendable {
    public struct Key: Sendable {
        public let lastUse: UsageLedger.Use?
        public let cells: [UsageLedger.Cell: Int]
        /// Oldest first.
        public let refusals: [RefusedCall]

        public init(lastUse: UsageLedger.Use?, cells: [UsageLedger.Cell: Int], refusals: [RefusedCall]) {
            self.lastUse = lastUse
            self.cells = cells
            self.refusals = refusals
        }
    }

    public var keys: [KeyID: Key] = [:]

    public init() {}
}

extension Timestamp {
    /// Whole hours since 1970-01-01T00:00:00Z, rounded down.
    public var hour: Int { Int((Double(milliseconds) / 3_600_000).rounded(.down)) }

    public init(hour: Int) { self.init(milliseconds: Int64(hour) * 3_600_000) }
}
