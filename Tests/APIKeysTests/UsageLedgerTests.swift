import Testing

@testable import APIKeys

@Suite struct UsageLedgerTests {
    static let noon = Timestamp(hour: 500_000)
    static let read = Operation("brands.read", anyOf: .query, target: .brand)
    static let list = Operation("brands.list", anyOf: [], target: .organization)
    let ledger = UsageLedger()
    let key = KeyID.random()

    func record(
        _ minutes: Int = 0, operation: Operation = read, brand: Int? = 1, address: String? = "192.0.2.1",
        client: String? = "looker/2", outcome: Outcome = .allowed
    ) {
        ledger.record(
            key, at: Self.noon + .seconds(minutes * 60), from: address.flatMap { IPAddress($0) }, client: client,
            operation: operation, brand: brand, outcome: outcome)
    }

    func cells() -> [UsageLedger.Cell: Int] { ledger.drain().keys[key]?.cells ?? [:] }

    @Test func requestsAreCountedByHourOperationBrandOutcomeAndSource() {
        record()
        record(59)
        record(60)
        record(60, brand: 2)
        record(60, operation: Self.list, brand: nil)
        record(60, address: "192.0.2.2")
        record(60, client: "curl/8")
        record(60, outcome: .refused(.scopeMissing(needed: .configure, held: .query)))
        record(1)
        let cells = cells()
        #expect(cells.count == 7)
        #expect(cells.values.reduce(0, +) == 9)
        let first = UsageLedger.Cell(
            hour: 500_000, operation: "brands.read", brand: 1, outcome: "allowed",
            source: UsageLedger.Source(address: IPAddress("192.0.2.1"), client: "looker/2"))
        #expect(cells[first] == 3)
        #expect(cells.filter { $0.key.outcome == "scope_missing" }.map(\.value) == [1])
        #expect(ledger.drain().keys.isEmpty)
    }

    @Test func onlyAcceptedRequestsAreUses() {
        record(5)
        record(7, outcome: .refused(.brandArchived(1)))
        let activity = ledger.drain().keys[key]
        #expect(activity?.lastUse?.at == Self.noon + .seconds(300))
        #expect(activity?.lastUse?.source.client == "looker/2")
        #expect(activity?.refusals.map(\.code) == ["brand_archived"])
        #expect(activity?.refusals.map(\.brand) == [1])
    }

    @Test func brandsThatAHolderMakesUpAreNotCountedOneByOne() {
        for brand in 1...5000 { record(brand: brand, outcome: .refused(.brandNotGranted(brand))) }
        for brand in 1...5000 { record(brand: brand, outcome: .refused(.scopeMissing(needed: .configure, held: .query))) }
        let activity = ledger.drain().keys[key]
        #expect(activity?.cells.count == 2)
        #expect(activity?.cells.values.reduce(0, +) == 10_000)
        // The last ones are remembered as they were asked for.
        #expect(activity?.refusals.count == UsageLedger.mostRefusals)
        #expect(activity?.refusals.last?.brand == 5000)
    }

    @Test func sourcesBeyondTheBoundAreCountedTogetherAndNoRequestIsLost() {
        for number in 0..<3000 { record(client: "client \(number)") }
        let cells = cells()
        #expect(cells.count <= UsageLedger.mostCells + 2)
        #expect(cells.values.reduce(0, +) == 3000)
        #expect(cells.filter { $0.key.source == .other }.values.reduce(0, +) >= 1900)
    }

    @Test func whatAllKeysTogetherHoldIsBounded() {
        for _ in 0..<400 {
            let key = KeyID.random()
            for client in 0..<600 {
                ledger.record(
                    key, at: Self.noon, from: nil, client: "c\(client)", operation: Self.list, brand: nil, outcome: .allowed)
            }
        }
        let batch = ledger.drain()
        let cells = batch.keys.values.reduce(0) { $0 + $1.cells.count }
        #expect(cells <= UsageLedger.mostCellsOfAll + 3 * 400)
        #expect(batch.keys.values.reduce(0) { $0 + $1.cells.values.reduce(0, +) } == 240_000)
    }

    @Test func aLongNameOfAClientIsCut() {
        record(client: String(repeating: "x", count: 10_000))
        #expect(cells().keys.first?.source.client.utf8.count == 120)
    }

    @Test func whatCouldNotBeWrittenComesBackOnceAndNewerUsesWin() {
        record(1)
        record(1, outcome: .refused(.brandArchived(1)))
        let failed = ledger.drain()
        record(2)
        ledger.restore(failed)
        let activity = ledger.drain().keys[key]
        #expect(activity?.cells.values.reduce(0, +) == 3)
        #expect(activity?.lastUse?.at == Self.noon + .seconds(120))
        #expect(activity?.refusals.count == 1)
        #expect(ledger.drain().keys.isEmpty)
    }

    @Test func hoursBeforeTheEpochCountDownwards() {
        #expect(Timestamp(milliseconds: -1).hour == -1)
        #expect(Timestamp(milliseconds: 0).hour == 0)
        #expect(Timestamp(milliseconds: 3_599_999).hour == 0)
    }
}
