import Testing

@testable import Dashboard

@Suite("Menus of values to tick")
struct FilterPickerTests {
    private func picker(_ count: Int, chosen: [String] = []) -> FilterPicker {
        FilterPicker("tag", "Tags", all: "All tags", (0..<count).map { FormField.Option("t\($0)", "t\($0)") }, chosen)
    }

    @Test("A list that is not seen at a glance can be searched", arguments: [(12, false), (13, true)])
    func long(count: Int, isLong: Bool) { #expect(picker(count).isLong == isLong) }

    @Test("A list that has not all values says so, and has what is chosen beyond them")
    func beyond() {
        #expect(picker(300).listedWords == nil)
        let cut = picker(1204, chosen: ["t1203"])
        #expect(cut.listedWords == "The first 300 of 1,204 are listed. Another one, as it is written:")
        #expect(cut.choices.count == 301 && cut.choices.last?.isChosen == true)
        #expect(cut.pickerWords == "t1203")
    }
}
