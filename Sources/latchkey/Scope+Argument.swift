public import APIKeys
public import ArgumentParser

extension Scope: ExpressibleByArgument {}
