using NodaTime;
using P2P.Sdk.Crm;

namespace P2P.Sdk.Tests.Crm;

public class CrmBackOffTests
{
    [Theory]
    [InlineData(1, null, 30)]
    [InlineData(2, null, 60)]
    [InlineData(78, null, 3_600)]
    [InlineData(1, 0, 30)] // A time that has passed is no order to ask at once.
    [InlineData(1, -5, 30)]
    [InlineData(8, 60, 3_600)]
    [InlineData(8, 7_200, 7_200)]
    public void What_the_CRM_asks_for_makes_a_wait_longer_and_never_shorter(int attempts, int? asked, int seconds) => Assert.Equal(
        Duration.FromSeconds(seconds), CrmBackOff.After(attempts, asked is { } wanted ? Duration.FromSeconds(wanted) : null));
}
