import Testing

@testable import Server

@Suite struct LocalHostTests {
    @Test(arguments: ["localhost", "127.0.0.1", "127.1.2.3", "::1", "[::1]", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1"])
    func onlyTheLoopbackNetworkIsThisMachine(host: String) {
        #expect(LocalHost.isLocal(host))
    }

    @Test(arguments: [
        "127.evil.example", "127.0.0.1.evil.example", "127.", "127.1", "128.0.0.1", "localhost.evil.example", "::2", "[127", "",
    ])
    func aNameThatLooksLikeItIsNot(host: String) {
        #expect(!LocalHost.isLocal(host))
    }
}
