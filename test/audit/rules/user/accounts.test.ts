import { noAccountPassword } from '../../../../src/audit/rules/user/no-account-password.js';
import { noChpasswd } from '../../../../src/audit/rules/user/no-chpasswd.js';
import { noEmptyPassword } from '../../../../src/audit/rules/user/no-empty-password.js';
import { noSetuidBit } from '../../../../src/audit/rules/user/no-setuid-bit.js';
import { noSudo } from '../../../../src/audit/rules/user/no-sudo.js';
import { passwordlessSudo } from '../../../../src/audit/rules/user/passwordless-sudo.js';
import { uniqueUid } from '../../../../src/audit/rules/user/unique-uid.js';
import { useraddNoLogInit } from '../../../../src/audit/rules/user/useradd-no-log-init.js';
import { dockerfileCases } from '../../support.js';

dockerfileCases(noSudo, {
  complies: [
    'RUN apt-get install -y sudo',
    'RUN echo "use sudo here"',
    'RUN command -v sudo',
    'RUN usermod -aG sudo app',
    'RUN ./sudo.sh',
    'RUN gosu app true',
    'SHELL ["powershell", "-Command"]\nRUN sudo x',
    'CMD ["sudo", "true"]',
  ],
  violates: [
    ['RUN sudo apt-get update', 1],
    ['RUN apt-get update && sudo apt-get install -y curl', 1],
    ['RUN true \\\n  && /usr/bin/sudo -E -u root make install', 2],
    ['RUN ["sudo", "true"]', 1],
    ['RUN echo x | sudo tee /etc/x', 1],
    ['RUN bash -c "sudo true"', 1],
    ['RUN sudo -v', 1],
    ['RUN env A=1 sudo -H pip install x; sudo true', 1, 1],
    ['RUN <<EOF\napt-get update\nsudo make\nEOF', 3],
    ['ONBUILD RUN sudo true', 1],
    ['FROM a:1 AS x\nRUN sudo true\nFROM b:1', 2],
  ],
});

dockerfileCases(passwordlessSudo, {
  complies: [
    'RUN echo "app ALL=(ALL) ALL" >> /etc/sudoers',
    'RUN echo NOPASSWD',
    'RUN echo "app ALL=(root) NOPASSWD: /usr/sbin/service" > /etc/sudoers.d/app',
    'RUN echo "x NOPASSWD:ALL" > /tmp/readme',
  ],
  violates: [
    ['RUN echo "app ALL=(ALL) NOPASSWD:ALL" >> /etc/sudoers', 1],
    ["RUN useradd app && echo 'app ALL=(ALL:ALL) NOPASSWD: ALL' > /etc/sudoers.d/app", 1],
    ['RUN echo "%sudo ALL=(ALL) NOPASSWD:SETENV: ALL" | tee -a /etc/sudoers', 1],
    ["RUN sed -i 's/%sudo.*/%sudo ALL=(ALL) NOPASSWD:ALL/' /etc/sudoers", 1],
    ['COPY <<EOF /etc/sudoers.d/app\napp ALL=(ALL) NOPASSWD:ALL\nEOF', 2],
  ],
});

dockerfileCases(useraddNoLogInit, {
  complies: [
    'RUN useradd app',
    'RUN useradd -u 1000 app',
    'RUN useradd -u 12345 app',
    'RUN useradd -l -u 123456 app',
    'RUN useradd --no-log-init --uid 1234567 app',
    'RUN useradd -lu 123456 app',
    'RUN useradd -ml -u 123456 app',
    'RUN useradd -u "$UID" app',
    'RUN adduser -u 1234567 app',
    'RUN useradd -g 1234567 app',
    'RUN echo useradd -u 1234567',
  ],
  violates: [
    ['RUN useradd -u 123456 app', 1],
    ['RUN useradd --uid=1000001 --create-home app', 1],
    ['RUN groupadd x && useradd -m -u 99999999 -g x app', 1],
    ['RUN useradd -mu 123456 app', 1],
    ['RUN useradd -u123456 app', 1],
    ['ARG UID=1000001\nRUN useradd -u $UID app', 2],
    // The folder is called l, the option is not given.
    ['RUN useradd -d /l -u 123456 app', 1],
  ],
});

dockerfileCases(uniqueUid, {
  complies: [
    'RUN useradd -u 1000 app',
    'RUN adduser -D -u 10001 app',
    'RUN groupadd -g 0 x || true',
    'RUN groupadd --gid 1000 app',
    'RUN usermod -aG docker app',
  ],
  violates: [
    ['RUN useradd -o -u 1000 app', 1],
    ['RUN useradd --non-unique --uid 0 app', 1],
    ['RUN usermod -ou 0 app', 1],
    ['RUN adduser -D -u 0 toor', 1],
    ['RUN groupadd -og 5 x', 1],
  ],
});

dockerfileCases(noChpasswd, {
  complies: ['RUN passwd -l app', 'RUN echo chpasswd', 'RUN apt-get install -y passwd', 'COPY chpasswd /bin/'],
  violates: [
    ['RUN echo "root:toor" | chpasswd', 1],
    ['RUN useradd app && echo app:app | /usr/sbin/chpasswd -e', 1],
    ['RUN chpasswd < /tmp/passwords', 1],
    ["RUN bash -c 'echo a:b | chpasswd'", 1],
    ['RUN echo "a:b" \\\n  | sudo chpasswd', 2],
    ['RUN chpasswd <<< "a:b"', 1],
  ],
});

dockerfileCases(noAccountPassword, {
  complies: [
    'RUN useradd -m app',
    "RUN usermod -p '*' app",
    "RUN useradd -p '!' app",
    'RUN passwd -l app',
    'RUN passwd -d app',
    'RUN useradd -p "" app',
    'RUN adduser --disabled-password app',
    'RUN useradd -s /bin/sh -g proj app',
  ],
  violates: [
    ["RUN useradd -p '$6$salt$hash' app", 1],
    ['RUN useradd -m -p $(openssl passwd -1 secret) app', 1],
    ['RUN usermod --password=abc app', 1],
    ['RUN echo secret | passwd --stdin root', 1],
    ['RUN echo -e "a\\na" | passwd app', 1],
    ['RUN useradd -mp secret app', 1],
  ],
});

dockerfileCases(noEmptyPassword, {
  complies: [
    'RUN passwd -l root',
    'RUN passwd --lock app',
    'RUN echo "root:x" | chpasswd',
    'RUN echo a::b',
    'RUN useradd -d /home/app app',
    'RUN deluser -d app',
  ],
  violates: [
    ['RUN passwd -d root', 1],
    ['RUN passwd --delete app', 1],
    ['RUN useradd -p "" app', 1],
    ["RUN usermod --password '' app", 1],
    ['RUN echo "root:" | chpasswd', 1],
    ['RUN echo "app::1000:1000::/:/bin/sh" >> /etc/passwd', 1],
  ],
});

dockerfileCases(noSetuidBit, {
  complies: [
    'RUN chmod 0755 /a',
    'RUN chmod 755 /a',
    'RUN chmod u-s /bin/su',
    'RUN chmod a-s /usr/bin/*',
    'RUN find / -perm /6000 -exec chmod a-s {} +',
    'RUN chmod -R 1777 /tmp',
    'RUN chmod g+s /shared && chmod 2775 /srv/data',
    'RUN install -m 0755 a /usr/bin/a',
    'RUN chmod +x /s',
    'COPY --chmod=0755 a /a',
  ],
  violates: [
    ['RUN chmod u+s /usr/bin/tool', 1],
    ['RUN chmod +s /usr/bin/tool', 1],
    ['RUN chmod 4755 /usr/bin/tool', 1],
    ['RUN make && chmod 06755 /usr/bin/tool', 1],
    ['RUN chmod g+s /usr/bin/tool', 1],
    ['RUN chmod 2755 /usr/sbin/tool', 1],
    ['RUN chmod -v u=rwxs,go=rx /t', 1],
    ['RUN install -m 4755 a /usr/bin/a', 1],
    ['RUN install --mode=4755 a /a', 1],
    ['COPY --chmod=4755 a /a', 1],
  ],
});
