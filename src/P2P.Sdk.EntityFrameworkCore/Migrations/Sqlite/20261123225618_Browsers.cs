using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace P2P.Sdk.EntityFrameworkCore.Migrations.Sqlite
{
    /// <inheritdoc />
    internal partial class Browsers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "browsers",
                columns: table => new
                {
                    campaign_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    endpoint_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    user_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    endpoint = table.Column<string>(type: "TEXT", nullable: false),
                    public_key = table.Column<string>(type: "TEXT", nullable: false),
                    secret = table.Column<string>(type: "TEXT", nullable: false),
                    added_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_browsers", x => new { x.campaign_id, x.endpoint_hash });
                    table.ForeignKey(
                        name: "FK_browsers_users_campaign_id_user_id",
                        columns: x => new { x.campaign_id, x.user_id },
                        principalTable: "users",
                        principalColumns: new[] { "campaign_id", "user_id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_browsers_campaign_id_user_id",
                table: "browsers",
                columns: new[] { "campaign_id", "user_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "browsers");
        }
    }
}
