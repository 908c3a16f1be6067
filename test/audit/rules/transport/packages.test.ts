import { aptNotForced } from '../../../../src/audit/rules/transport/apt-not-forced.js';
import { aptSourceSigned } from '../../../../src/audit/rules/transport/apt-source-signed.js';
import { aptVerifies } from '../../../../src/audit/rules/transport/apt-verifies.js';
import { rpmManagerVerifiesServer } from '../../../../src/audit/rules/transport/rpm-manager-verifies-server.js';
import { rpmManagerVerifies } from '../../../../src/audit/rules/transport/rpm-manager-verifies.js';
import { rpmRepositorySigned } from '../../../../src/audit/rules/transport/rpm-repository-signed.js';
import { rpmVerifies } from '../../../../src/audit/rules/transport/rpm-verifies.js';
import { dockerfileCases } from '../../support.js';

dockerfileCases(aptVerifies, {
  complies: [
    'RUN apt-get install -y curl',
    'RUN apt-get install -y --allow-downgrades --allow-unauthenticated=false curl',
    'RUN apt-get -o APT::Get::AllowUnauthenticated=false install curl',
    'RUN apt-get install -y --force-yes curl',
    'RUN echo --allow-unauthenticated',
    'RUN echo \'APT::Get::AllowUnauthenticated "false";\' > /etc/apt/apt.conf.d/99 && apt-get install curl',
  ],
  violates: [
    ['RUN apt-get install -y --allow-unauthenticated curl', 1],
    ['RUN apt-get --allow-unauthenticated install -y curl', 1],
    ['RUN apt-get update --allow-insecure-repositories && apt-get install -y curl', 1],
    ['RUN apt-get -o APT::Get::AllowUnauthenticated=true install curl', 1],
    ['RUN apt-get -o Acquire::AllowInsecureRepositories=true update', 1],
    ['RUN apt-get -o "Acquire::https::Verify-Peer=false" update', 1],
    ['RUN echo \'APT::Get::AllowUnauthenticated "true";\' > /etc/apt/apt.conf.d/99\nRUN apt-get install curl', 2],
    ['RUN apt install -y --allow-unauthenticated curl', 1],
    ['RUN ["apt-get", "install", "--allow-unauthenticated", "curl"]', 1],
  ],
});

dockerfileCases(aptNotForced, {
  complies: ['RUN apt-get install -y curl', 'RUN apt-get install -y --allow-downgrades curl', 'RUN dpkg --force-yes'],
  violates: [
    ['RUN apt-get install -y --force-yes curl', 1],
    ['RUN apt-get --force-yes install curl', 1],
    ['RUN apt-get update && \\\n apt-get -y --force-yes upgrade', 2],
    ['RUN echo \'APT::Get::force-yes "true";\' > /etc/apt/apt.conf.d/1 && apt-get install curl', 1],
  ],
});

dockerfileCases(aptSourceSigned, {
  complies: [
    'RUN echo "deb [signed-by=/k.gpg] https://x stable main" > /etc/apt/sources.list.d/x.list',
    'RUN echo "deb [arch=amd64 trusted=no] https://x stable main" > /etc/apt/sources.list.d/x.list',
    'RUN echo "deb [trusted=yes] file:/packages ./" > /etc/apt/sources.list.d/x.list',
    'COPY <<EOF /etc/apt/sources.list.d/x.sources\nTypes: deb\nTrusted: no\nEOF',
  ],
  violates: [
    ['RUN echo "deb [trusted=yes] https://x stable main" > /etc/apt/sources.list.d/x.list', 1],
    ['RUN echo "deb [arch=amd64 trusted=yes] https://x ./" | tee /etc/apt/sources.list.d/x.list', 1],
    ['RUN printf "deb [ allow-insecure=yes ] http://x ./\\n" >> /etc/apt/sources.list', 1],
    ['COPY <<EOF /etc/apt/sources.list.d/x.sources\nTypes: deb\nTrusted: yes\nEOF', 2],
    ['RUN add-apt-repository "deb [trusted=yes] https://x stable main"', 1],
    ["RUN sed -i 's/^deb /deb [trusted=yes] /' /etc/apt/sources.list", 1],
  ],
});

dockerfileCases(rpmManagerVerifies, {
  complies: ['RUN yum install -y httpd', 'RUN echo --nogpgcheck', 'RUN dnf install -y --setopt=gpgcheck=1 httpd'],
  violates: [
    ['RUN yum install -y --nogpgcheck httpd', 1],
    ['RUN yum --nogpgcheck -y install httpd', 1],
    ['RUN dnf install -y httpd --nogpgcheck', 1],
    ['RUN dnf install -y --no-gpgchecks httpd && tdnf install --nogpgcheck -y x', 1, 1],
    ['RUN microdnf install --nogpgcheck httpd', 1],
    ['RUN yum localinstall -y --nogpgcheck x.rpm && yum clean all', 1],
    ['RUN ["dnf", "install", "--nogpgcheck", "httpd"]', 1],
  ],
});

dockerfileCases(rpmManagerVerifiesServer, {
  complies: [
    'RUN yum-config-manager --save --setopt=sslverify=true',
    'RUN dnf config-manager --add-repo https://x',
    'RUN echo "sslverify=1" >> /etc/yum.conf',
    'RUN echo "sslverify=0" > /tmp/notes',
    'RUN sed -i "s/sslverify=0/sslverify=1/" /etc/yum.conf',
  ],
  violates: [
    ['RUN yum-config-manager --save --setopt=sslverify=false', 1],
    ['RUN dnf config-manager --save --setopt=*.sslverify=0', 1],
    ['RUN yum-config-manager --setopt="own.sslverify=False"', 1],
    ['RUN dnf config-manager --setopt sslverify=no', 1],
    ['RUN dnf config-manager setopt own.sslverify=0', 1],
    ['RUN yum install -y --setopt=sslverify=0 httpd', 1],
    ['RUN echo "sslverify=false" >> /etc/yum.conf', 1],
    ['RUN printf "[x]\\nname=x\\nsslverify = 0\\n" > /etc/yum.repos.d/x.repo', 1],
    ['COPY <<EOF /etc/yum.repos.d/x.repo\n[x]\nsslverify=0\nEOF', 2],
    ['RUN sed -i "s/sslverify=1/sslverify=0/" /etc/yum.conf', 1],
    ["RUN sed -i '$ a sslverify=false' /etc/dnf/dnf.conf", 1],
  ],
});

dockerfileCases(rpmRepositorySigned, {
  complies: ['RUN echo "gpgcheck=1" >> /etc/yum.repos.d/x.repo', 'RUN dnf install -y --setopt=gpgcheck=1 x'],
  violates: [
    ['RUN printf "[x]\\nbaseurl=https://x\\ngpgcheck=0\\n" > /etc/yum.repos.d/x.repo', 1],
    ['RUN cat > /etc/yum.repos.d/x.repo <<EOF\n[x]\ngpgcheck=0\nEOF', 1],
    ['RUN dnf install -y --setopt=gpgcheck=0 x', 1],
    ["RUN sed -i 's/gpgcheck=1/gpgcheck=0/g' /etc/yum.repos.d/*.repo", 1],
    ['RUN { echo "[x]"; echo "gpgcheck=0"; } > /etc/yum.repos.d/x.repo', 1],
  ],
});

dockerfileCases(rpmVerifies, {
  complies: [
    'RUN rpm -ivh x.rpm',
    'RUN rpm --import https://x && rpm -K x.rpm',
    'RUN rpm -q --nofiles x',
    'RUN echo --nodigest',
  ],
  violates: [
    ['RUN rpm -ivh --nosignature x.rpm', 1],
    ['RUN rpm --nodigest -i x.rpm', 1],
    ['RUN rpm -Uvh x.rpm --nofiledigest', 1],
    ['RUN rpm -i --noverify x.rpm', 1],
    ['RUN ["rpm", "-i", "--nodigest", "--nosignature", "x.rpm"]', 1],
  ],
});
