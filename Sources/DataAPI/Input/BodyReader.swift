internal import APIKeys
internal import Hummingbird
internal import NIOCore
internal import Web

/// Reads a JSON body field by field and gathers everything that is wrong with it, in pydantic's words and places. Unknown members
/// are ignored, unless the reader is strict. A faulty field yields a stand-in, so that reading goes on and finds the other faults.
struct BodyReader {
    /// A larger body is 413.
    static let limit = 1024 * 1024

    private let value: JSONValue
    private let place: [InputFault.Place]
    private var faults: InputFaults
    /// The members that were asked for, of a strict reader.
    private var known: Set<String> = []

    /// - Parameter beingStrict: a member that nobody asks for is a fault, so that one that is misspelt leaves nothing as it was not meant.
    /// - Throws: ``Problem`` 413 when the body is too large, 422 when it is missing, no JSON, or no object.
    static func read(_ request: Request, upTo limit: Int = limit, beingStrict: Bool = false) async throws -> BodyReader {
        let buffer = try await collect(request, upTo: limit)
        guard buffer.readableBytes > 0 else {
            throw Problem(faults: [InputFault(at: ["body"], "Field required", type: "missing", input: .null)])
        }
        return try parse(buffer, beingStrict: beingStrict)
    }

    /// The same where a request may come without a body, which then counts as `{}`.
    static func readOptional(_ request: Request, beingStrict: Bool = false) async throws -> BodyReader {
        let buffer = try await collect(request)
        guard buffer.readableBytes > 0 else {
            return BodyReader(value: .object([]), place: ["body"], InputFaults(beingStrict: beingStrict))
        }
        return try parse(buffer, beingStrict: beingStrict)
    }

    /// For a route that takes nothing from a body, and so would be done whatever one says.
    /// - Throws: the 422 for one that says something.
    static func refuseMembers(of request: Request) async throws {
        try await readOptional(request, beingStrict: true).check()
    }

    /// The body as it came.
    /// - Throws: ``Problem`` 413 when it is too large.
    static func bytes(_ request: Request) async throws -> [UInt8] { Array(try await collect(request).readableBytesView) }

    static func collect(_ request: Request, upTo limit: Int = limit) async throws -> ByteBuffer {
        do {
            return try await request.body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw Problem(
                .contentTooLarge, code: "body_too_large",
                "The body is larger than \(limit) bytes. Send less at a time.")
        }
    }

    /// Any JSON, also behind a byte order mark, as some programs write it.
    ///
    /// - Parameter isForgiving: as ``JSONValue/parse(_:isForgiving:)`` has it.
    /// - Throws: ``Problem`` 422 for what is none.
    static func json(_ bytes: [UInt8], isForgiving: Bool = false) throws(Problem) -> JSONValue {
        do throws(JSONFault) {
            return try JSONValue.parse(withoutMark(bytes), isForgiving: isForgiving)
        } catch {
            throw Problem(faults: [InputFault(error, at: ["body"])])
        }
    }

    /// The bytes behind a byte order mark, if one stands before them.
    static func withoutMark(_ bytes: [UInt8]) -> [UInt8] {
        bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    }

    private static func parse(_ buffer: ByteBuffer, beingStrict: Bool) throws -> BodyReader {
        let value = try json(Array(buffer.readableBytesView))
        guard case .object = value else { throw Problem(faults: [.notAnObject(value, at: ["body"])]) }
        return BodyReader(value: value, place: ["body"], InputFaults(beingStrict: beingStrict))
    }

    /// - Parameters:
    ///   - value: an object.
    ///   - faults: none yet.
    init(value: JSONValue, place: [InputFault.Place], _ faults: InputFaults) {
        self.value = value
        self.place = place
        self.faults = faults
    }

    /// - Throws: the 422 with everything that was wrong.
    func check() throws(Problem) {
        let faults = allFaults
        if !faults.isEmpty { throw Problem(faults: faults) }
    }

    /// Those found so far, and the members that nobody has asked for, where they are faults.
    var allFaults: [InputFault] {
        guard faults.areStrict else { return faults.list }
        var all = faults
        var told = known
        for (name, value) in value.members where told.insert(name).inserted {
            all.add(
                InputFault(
                    at: place + [.name(Token.masking(String(name.prefix(100))))], "Extra inputs are not permitted",
                    type: "extra_forbidden", input: value))
        }
        return all.list
    }

    /// For what is wrong with several fields together.
    mutating func report(_ name: String, _ message: String, type: String = "value_error") {
        faults.add(InputFault(at: place + [.name(name)], message, type: type, input: value[name] ?? .null))
    }

    /// For what is wrong elsewhere in the request: the original tells of all of it at once.
    mutating func report(_ fault: InputFault?) { if let fault { faults.add(fault) } }

    // MARK: Fields

    func has(_ name: String) -> Bool { value[name] != nil }

    /// Whether the field has a value that is not `null`.
    func gives(_ name: String) -> Bool {
        if case .null? = value[name] { return false }
        return has(name)
    }

    /// Its value, when it is there. From now on it is known.
    private mutating func member(_ name: String) -> JSONValue? {
        if faults.areStrict { known.insert(name) }
        return value[name]
    }

    mutating func required<Value>(_ name: String, _ kind: FieldKind<Value>) -> Value? {
        guard has(name) else {
            faults.add(InputFault(at: place + [.name(name)], "Field required", type: "missing", input: value))
            return nil
        }
        return optional(name, kind)
    }

    /// `nil` when the field is left out.
    mutating func optional<Value>(_ name: String, _ kind: FieldKind<Value>) -> Value? {
        member(name).flatMap { kind.read($0, place + [.name(name)], &faults) }
    }

    /// `nil` when the field is left out or `null`.
    mutating func given<Value>(_ name: String, _ kind: FieldKind<Value>) -> Value? { nullable(name, kind) ?? nil }

    /// `nil` when the field is left out, `.some(nil)` when it is `null`.
    mutating func nullable<Value>(_ name: String, _ kind: FieldKind<Value>) -> Value?? {
        if case .null? = member(name) { return .some(nil) }
        return optional(name, kind).map { .some($0) }
    }

    /// The same for a field that must be there.
    mutating func requiredNullable<Value>(_ name: String, _ kind: FieldKind<Value>) -> Value? {
        if case .null? = member(name) { return nil }
        return required(name, kind)
    }
}

/// The faults of one body.
struct InputFaults {
    private(set) var list: [InputFault] = []
    /// Whether members of objects that nobody asks for are faults.
    let areStrict: Bool
    /// An error body that names more than this helps nobody, and would be larger than the request.
    private static let most = 100

    init(beingStrict: Bool = false) { areStrict = beingStrict }

    mutating func add(_ fault: InputFault) {
        if list.count < Self.most { list.append(fault) }
    }
}

// What every field of the original API is: with a stand-in instead of `nil`.
extension BodyReader {
    mutating func string(_ name: String, minimum: Int = 0) -> String { required(name, .string(minimum: minimum)) ?? "" }

    /// - Parameter length: bounds included.
    mutating func string(_ name: String, in length: ClosedRange<Int>) -> String { required(name, .string(in: length)) ?? "" }

    /// - Parameter length: that of each, bounds included.
    mutating func strings(_ name: String, in length: ClosedRange<Int>) -> [String] {
        optional(name, .list(of: .string(in: length))) ?? []
    }

    /// Absolute URLs, 1 to 2083 characters. They are returned as they were sent.
    mutating func urls(_ name: String) -> [String] { optional(name, .list(of: .url)) ?? [] }

    mutating func bool(_ name: String, default standard: Bool) -> Bool { optional(name, .bool) ?? standard }

    mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, default standard: Choice
    ) -> Choice where Choice.RawValue == String {
        optional(name, .choice()) ?? standard
    }

    /// Reads each element of a list of objects.
    mutating func objects<Element>(_ name: String, _ read: @escaping (inout BodyReader) -> Element) -> [Element] {
        optional(name, .list(of: .object(read))) ?? []
    }

    /// An integer within `range`, bounds included.
    mutating func integer(_ name: String, default standard: Int, in range: ClosedRange<Int>) -> Int {
        optional(name, .integer(in: range)) ?? standard
    }
}
