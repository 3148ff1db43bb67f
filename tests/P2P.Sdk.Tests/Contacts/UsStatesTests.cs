using P2P.Sdk.Contacts;

namespace P2P.Sdk.Tests.Contacts;

public class UsStatesTests
{
    [Theory]
    [InlineData("il", "IL")]
    [InlineData("Illinois", "IL")]
    [InlineData("PR", "PR")]
    [InlineData("ae", "AE")] // Military post has no place, and is an address all the same.
    [InlineData("Armed Forces Pacific", "AP")]
    [InlineData("XX", null)]
    [InlineData("", null)]
    public void A_state_is_read_by_code_or_name(string text, string? code) => Assert.Equal(code, UsStates.Find(text));
}
